import type { Settings } from '../../config.ts';
import type { Attempt } from '../tables.ts';
import { waitsForChoice } from './attempt-outcome.ts';

/** Whether every request under the attempt's id has surely come to its end at QuickBooks. */
export const isOver = (
  attempt: Pick<Attempt, 'lastSentAt' | 'leaseOwner' | 'leaseUntil'>,
  now: number,
  settle: Pick<Settings['settle'], 'afterMs'>,
): boolean => {
  if (waitsForChoice(attempt)) return true;
  return now - Math.max(attempt.lastSentAt, attempt.leaseUntil ?? 0) >= settle.afterMs;
};

/** What an attempt's age allows once a look found nothing. */
export const nextStep = (
  attempt: Pick<Attempt, 'sentAt' | 'lastSentAt' | 'notFound'>,
  now: number,
  settle: Settings['settle'],
): 'wait' | 'replay' | 'look_again' | 'give_up' => {
  if (now - attempt.lastSentAt < settle.afterMs) return 'wait';
  if (now - attempt.sentAt < settle.replayUntilMs) return 'replay';
  return attempt.notFound >= 1 ? 'give_up' : 'look_again';
};
