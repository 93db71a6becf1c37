import type { ChangeAnswer } from '../quickbooks/answer.ts';

/** Answers that prove that nothing was written. */
export type NothingDone = Exclude<ChangeAnswer<never>, { kind: 'done' | 'unclear' }>;

/** Intuit's id of the call, for support. */
export const tidOf = (answer: NothingDone): string | null =>
  'fault' in answer ? answer.fault.tid : answer.tid;
