import type { Settings } from '../config.ts';
import type { Operation } from './tables.ts';

type Sendings = Pick<Operation, 'sentAt' | 'lastSentAt'>;
type ResolveSettings = Settings['resolve'];

/** Whether the vendor has surely finished every request of the operation. */
export const isOver = (
  operation: Sendings,
  now: number,
  { afterMs }: Pick<ResolveSettings, 'afterMs'>,
) => now - operation.lastSentAt >= afterMs;

/**
 * Returns the time of the next lookup, epoch milliseconds. Doubles the delay, from two seconds up
 * to one minute, and always schedules one lookup right after the last request must have ended.
 */
export const nextLookupAt = (
  operation: Sendings,
  now: number,
  resolve: Pick<ResolveSettings, 'afterMs'>,
): number => {
  const next = now + Math.min(60_000, Math.max(2_000, now - operation.lastSentAt));
  const requestEnd = operation.lastSentAt + resolve.afterMs;
  return now < requestEnd ? Math.min(next, requestEnd) : next;
};

/** Decides by its age what to do with a creation that a lookup did not find. */
export const nextStep = (
  operation: Sendings & Pick<Operation, 'notFound'>,
  now: number,
  resolve: ResolveSettings,
): 'wait' | 'replay' | 'look_again' | 'give_up' => {
  if (!isOver(operation, now, resolve)) return 'wait';
  if (now - operation.sentAt < resolve.replayUntilMs) return 'replay';
  return operation.notFound >= 1 ? 'give_up' : 'look_again';
};

export const mostTries = 12;

/**
 * 10 s, 20 s, 40 s … up to an hour; about four hours in total, enough for a user to reinstall the
 * app.
 */
export const pauseAfterTry = (tries: number): number => Math.min(3_600_000, 10_000 * 2 ** tries);
