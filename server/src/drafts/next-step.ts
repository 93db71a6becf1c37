import type { Settings } from '../config.ts';
import type { Attempt } from './attempt-store.ts';

/** The next look comes after as long again as the last one took to come, a minute at most. */
export const lookIsDue = (
  attempt: Pick<Attempt, 'lookedAt' | 'lastSentAt'>,
  now: number,
): boolean => {
  if (attempt.lookedAt === null) return true;
  const waited = attempt.lookedAt - attempt.lastSentAt;
  return now - attempt.lookedAt >= Math.min(60_000, Math.max(2_000, waited));
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
