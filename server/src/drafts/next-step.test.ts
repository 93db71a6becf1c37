import { expect, test } from 'vitest';
import { lookIsDue, nextStep } from './next-step.ts';

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

test('looks come at growing distances, a minute at most', () => {
  const looked = (after: number) => ({ lastSentAt: 0, lookedAt: after });
  expect(lookIsDue({ lastSentAt: 0, lookedAt: null }, 0)).toBe(true);
  expect(lookIsDue(looked(1_000), 2_900)).toBe(false);
  expect(lookIsDue(looked(1_000), 3_000)).toBe(true);
  expect(lookIsDue(looked(10_000), 19_000)).toBe(false);
  expect(lookIsDue(looked(10_000), 20_000)).toBe(true);
  expect(lookIsDue(looked(600_000), 660_000)).toBe(true);
});
