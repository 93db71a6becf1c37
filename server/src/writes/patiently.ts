import type { ChangeAnswer } from '../quickbooks/answer.ts';

const busyWaitsMs = [1_000, 2_000, 4_000];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * 429 says that nothing was done: the same call goes out again, a few times. `noteSent` writes down that
 * it does and is false when somebody else has taken the write over; then this is null.
 */
export const patiently = async <A extends ChangeAnswer<unknown>>(
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
