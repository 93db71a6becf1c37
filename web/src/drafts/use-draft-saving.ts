import type { DraftForm } from '@dealbill/server/contract/drafts';
import { unstorable } from '@dealbill/server/shared/checks/check-storable';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useEffect, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { api } from '../lib/api.ts';
import { asApiError, type WebErrorCode } from '../lib/api-error.ts';
import { type SaveFailure, type SaveState, saveQueue } from './save-queue.ts';
import { useTyping } from './use-live-check.ts';

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
export const useDraftSaving = (opened: DraftForm, form: UseFormReturn<DraftContent>) => {
  const { status, savedAt, deal } = opened;
  const [state, setState] = useState<SaveState>(
    savedAt === null ? { kind: 'untouched' } : { kind: 'saved', at: savedAt },
  );
  const [queue] = useState(() =>
    saveQueue<DraftContent>({
      version: status.version,
      save: (content, version) =>
        api.drafts.save(
          { draftId: status.id, dealId: deal.id, version, content },
          { keepalive: outlives(content), patienceMs },
        ),
      failure,
      tooLarge: (content) => unstorable(content)[0],
      onState: setState,
    }),
  );
  useTyping(form, queue.changed);
  useEffect(() => {
    const leave = () => void queue.flush();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [queue]);
  return { ...queue, state };
};

export type DraftSaving = ReturnType<typeof useDraftSaving>;
