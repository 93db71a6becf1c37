import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeAnswer } from '../quickbooks/write-result.ts';

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
