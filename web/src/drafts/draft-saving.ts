import type { DraftForm } from '@dealbill/server/contract/drafts';
import { unstorable } from '@dealbill/server/shared/checks/check-storable';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { Editor } from '../editor/editor-store.ts';
import { api } from '../lib/api.ts';
import { asApiError, type WebErrorCode } from '../lib/api-error.ts';
import { billedEntry } from './billed-entry.ts';
import { type SaveFailure, type SaveState, saveQueue } from './save-queue.ts';
import { forgetUnsaved, storeUnsaved } from './unsaved-draft.ts';

const passing = new Set<WebErrorCode>([
  'offline',
  'rate_limited',
  'storage_unavailable',
  'not_recorded',
  'internal',
  'bad_token',
]);

const failure = (error: unknown): SaveFailure => {
  const { code } = asApiError(error);
  if (code === 'draft_changed') return 'conflict';
  return passing.has(code) ? 'later' : 'failed';
};

/**
 * Browsers limit a keepalive request to 64 KiB:
 * https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
const outlives = (content: DraftContent) => JSON.stringify(content).length < 60_000;

/** A hanging save would block *Create*, so it times out and is repeated unchanged. */
const patienceMs = 20_000;

/**
 * Saves the draft while it is typed, and once more when the page is left. What the server has not
 * confirmed is stored in the tab, because that last request may fail.
 */
export const saveDraft = (
  opened: Pick<DraftForm, 'status' | 'deal' | 'profile' | 'instalment'>,
  onState: (state: SaveState) => void,
) => {
  const { status, deal, profile } = opened;
  const [draftId, dealId] = [status.id, deal.id];
  let typed: DraftContent | null = null;
  let sent: DraftContent | null = null;

  /** Stores what was typed and not saved; false when the browser does not. */
  const store = (): boolean => {
    if (!typed) return true;
    const { realmId } = profile;
    return storeUnsaved(dealId, draftId, {
      realmId,
      version: queue.version(),
      content: typed,
      sent,
    });
  };
  const forget = () => {
    typed = null;
    forgetUnsaved(dealId, draftId);
  };

  const queue = saveQueue<DraftContent>({
    version: status.version,
    async save(content, version) {
      sent = content;
      store();
      const answer = await api.drafts.save(
        { draftId, dealId, version, content, ...billedEntry(opened) },
        { keepalive: outlives(content), patienceMs },
      );
      sent = null;
      return answer;
    },
    failure,
    tooLarge: (content) => unstorable(content)[0],
    onState(state) {
      if (state.kind === 'saved') forget();
      onState(state);
    },
  });
  const changed = (content: DraftContent) => {
    typed = content;
    queue.changed(content);
  };
  return {
    queue: {
      ...queue,
      changed,
      store,
      /** Removes what is stored in the tab, once it is saved otherwise or given up. */
      forget,
    },
    /** Starts saving; returns the function to stop. */
    start({ state }: Editor): () => void {
      const stop = state.subscribe((now, before) => {
        if (now.document !== before.document) changed(now.document);
      });
      const leave = () => {
        store();
        void queue.flush();
      };
      window.addEventListener('pagehide', leave);
      return () => {
        stop();
        window.removeEventListener('pagehide', leave);
      };
    },
  };
};
