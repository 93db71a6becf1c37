import type { DraftForm } from '@dealbill/server/contract/drafts';
import { unstorable } from '@dealbill/server/shared/checks/check-storable';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { Editor } from '../editor/editor-store.ts';
import { api } from '../lib/api.ts';
import { asApiError, type WebErrorCode } from '../lib/api-error.ts';
import { type SaveFailure, type SaveState, saveQueue } from './save-queue.ts';

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

/** Saves the draft while it is typed, and once more when the page is left. */
export const saveDraft = (
  { status, deal }: Pick<DraftForm, 'status' | 'deal'>,
  onState: (state: SaveState) => void,
) => {
  const queue = saveQueue<DraftContent>({
    version: status.version,
    save: (content, version) =>
      api.drafts.save(
        { draftId: status.id, dealId: deal.id, version, content },
        { keepalive: outlives(content), patienceMs },
      ),
    failure,
    tooLarge: (content) => unstorable(content)[0],
    onState,
  });
  return {
    queue,
    /** Starts saving; returns the function to stop. */
    start({ state }: Editor): () => void {
      const stop = state.subscribe((now, before) => {
        if (now.document !== before.document) queue.changed(now.document);
      });
      const leave = () => void queue.flush();
      window.addEventListener('pagehide', leave);
      return () => {
        stop();
        window.removeEventListener('pagehide', leave);
      };
    },
  };
};
