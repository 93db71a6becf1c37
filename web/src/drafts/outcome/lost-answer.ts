import type { DraftStatus } from '@dealbill/server/contract/drafts';

/**
 * What to believe when the answer to *Create* was lost on the way. A draft that still stands as it was
 * sent may have its request on the road, so that is believed only when it was seen a second time;
 * sending it again would be safe even then, because the server knows the draft.
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
