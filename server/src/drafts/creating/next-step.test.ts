import { expect, test } from 'vitest';
import { isOver, nextStep } from './next-step.ts';

const settle = { afterMs: 120_000, replayUntilMs: 3_600_000, everyMs: 5_000 };
const sent = { sentAt: 0, lastSentAt: 0, notFound: 0 };

test.each([
  ['a request that may still run is waited for', sent, 119_999, 'wait'],
  ['one that is over is repeated under the same id', sent, 120_000, 'replay'],
  ['a repetition is waited for like the first', { ...sent, lastSentAt: 120_000 }, 200_000, 'wait'],
  ['an hour later it is not repeated any more but looked for', sent, 3_600_000, 'look_again'],
  ['and given up after the second look', { ...sent, notFound: 1 }, 3_700_000, 'give_up'],
])('%s', (_said, attempt, now, step) => {
  expect(nextStep(attempt, now, settle)).toBe(step);
});

test('a request may run as long after its lease as after its sending', () => {
  const free = { lastSentAt: 0, leaseOwner: null, leaseUntil: null };
  expect(isOver(free, 119_999, settle)).toBe(false);
  expect(isOver(free, 120_000, settle)).toBe(true);
  const held = { lastSentAt: 0, leaseOwner: 'somebody', leaseUntil: 50_000 };
  expect(isOver(held, 169_999, settle)).toBe(false);
  expect(isOver(held, 170_000, settle)).toBe(true);
  const asked = { lastSentAt: 0, leaseOwner: 'user', leaseUntil: Number.MAX_SAFE_INTEGER };
  expect(isOver(asked, 1, settle)).toBe(true);
});
