import type { DraftStatus } from '@dealbill/server/contract/drafts';

/**
 * Decides what a draft's status says after the response to *Create* was lost. An unchanged draft
 * may have its request still in transit, so it counts as not arrived at the second read only.
 * Sending again is safe: the server detects the draft.
 */
export const afterLostAnswer = (
  status: DraftStatus | null,
  sentVersion: number,
  looks: number,
): 'look_again' | 'not_arrived' | 'answered' => {
  const untouched =
    status === null ||
    (status.state === 'editing' &&
      !status.notCreated &&
      status.refusal === null &&
      status.version <= sentVersion);
  if (!untouched) return 'answered';
  return looks < 2 ? 'look_again' : 'not_arrived';
};
