import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '../config.ts';
import type { Dependencies } from '../context.ts';
import type { ChangeAnswer } from '../quickbooks/write-result.ts';
import type { Operation } from './tables.ts';

const busyWaitsMs = [1_000, 2_000, 4_000];

/**
 * Repeats a call that was answered with 429, which says that nothing was done, up to three times.
 * `noteSent` writes down that it goes out again; null when that is false.
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

/** Whether every request of the operation has surely ended at the vendor. */
export const isOver = (
  operation: Sendings,
  now: number,
  { afterMs }: Pick<ResolveSettings, 'afterMs'>,
) => now - operation.lastSentAt >= afterMs;

/**
 * When to look again after a lookup at `now`: doubles the delay, from two seconds up to one minute, with one
 * lookup right after the last request has surely ended.
 */
export const nextLookupAt = (
  operation: Sendings,
  now: number,
  resolve: Pick<ResolveSettings, 'afterMs'>,
): number => {
  const next = now + Math.min(60_000, Math.max(2_000, now - operation.lastSentAt));
  const over = operation.lastSentAt + resolve.afterMs;
  return now < over ? Math.min(next, over) : next;
};

/** What the age of a creation allows once a lookup found nothing. */
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

/** 10 s, 20 s, 40 s … up to an hour: some four hours in all, in which a user can install again. */
export const pauseAfterTry = (tries: number): number => Math.min(3_600_000, 10_000 * 2 ** tries);

/** QuickBooks' stamps have whole seconds, and its clock is known only roughly. */
const marginMs = 120_000;

/** From when on, by QuickBooks' clock, an operation can have taken effect; epoch milliseconds. */
export const earliestEffect = (
  { quickbooks }: Pick<Dependencies, 'quickbooks'>,
  { sentAt }: { sentAt: number },
): number => sentAt + (quickbooks.skewMs() ?? 0) - marginMs;

/** Whether something was created clearly before the operation that is said to have created it. */
export const isOlder = (
  dependencies: Pick<Dependencies, 'quickbooks'>,
  created: { createdAt: string },
  operation: { sentAt: number },
): boolean => Date.parse(created.createdAt) < earliestEffect(dependencies, operation);
