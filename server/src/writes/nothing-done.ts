import { AppError } from '../app-error.ts';
import type { ChangeAnswer } from '../quickbooks/gateway.ts';
import { readError } from '../quickbooks/read-errors.ts';

/** Answers that prove that nothing was written. */
export type NothingDone = Exclude<ChangeAnswer<never>, { kind: 'done' | 'unclear' }>;

/** Intuit's id of the call, for support. */
export const tidOf = (answer: NothingDone): string | null =>
  'fault' in answer ? answer.fault.tid : answer.tid;

/** Why nothing was written, in the words that services throw. */
export const nothingDone = (answer: NothingDone): AppError => {
  const details = { tid: tidOf(answer) ?? undefined };
  switch (answer.kind) {
    case 'refused':
    case 'stale':
      return readError({ kind: 'refused', fault: answer.fault });
    case 'throttled':
      return new AppError('quickbooks_busy', { details });
    case 'unauthorized':
      return new AppError('quickbooks_forbidden', { details });
  }
};
