import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '../config.ts';
import type { Dependencies } from '../context.ts';
import type { ChangeAnswer } from '../quickbooks/write-result.ts';
import type { Operation } from './tables.ts';

const busyWaitsMs = [1_000, 2_000, 4_000];

/**
 * Retries a call up to three times after 429, which proves that nothing was done. Calls `noteSent`
 * before each repetition; resolves to null when that is false.
 */
export const retryThrottled = async <A extends ChangeAnswer<unknown>>(
  call: () => Promise<A>,
  noteSent: () => Promise<boolean>,
): Promise<A | null> => {
  for (const wait of busyWaitsMs) {
    const answer = await call();
    if (answer.kind !== 'throttled') return answer;
    await pause(Math.min(answer.retryAfterMs ?? wait, 5_000));
    if (!(await noteSent())) return null;
  }
  return call();
};

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

/** QuickBooks truncates timestamps to seconds, and the skew of its clock is only an estimate. */
const marginMs = 120_000;

/**
 * Earliest time, by QuickBooks' clock, at which the operation can have taken effect; epoch
 * milliseconds.
 */
export const earliestEffect = (
  { quickbooks }: Pick<Dependencies, 'quickbooks'>,
  { sentAt }: { sentAt: number },
): number => sentAt + (quickbooks.skewMs() ?? 0) - marginMs;

/**
 * Whether an object was created before the operation can have taken effect, so another request
 * created it.
 */
export const isOlder = (
  dependencies: Pick<Dependencies, 'quickbooks'>,
  created: { createdAt: string },
  operation: { sentAt: number },
): boolean => Date.parse(created.createdAt) < earliestEffect(dependencies, operation);
