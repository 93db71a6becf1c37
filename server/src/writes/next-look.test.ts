import { expect, test } from 'vitest';
import { lookIsDue } from './next-look.ts';

const settle = { afterMs: 120_000 };

test('looks come at growing distances, a minute at most', () => {
  const looked = (after: number) => ({ lastSentAt: 0, lookedAt: after });
  const never = { ...settle, afterMs: 10_000_000 };
  expect(lookIsDue({ lastSentAt: 0, lookedAt: null }, 0, never)).toBe(true);
  expect(lookIsDue(looked(1_000), 2_900, never)).toBe(false);
  expect(lookIsDue(looked(1_000), 3_000, never)).toBe(true);
  expect(lookIsDue(looked(10_000), 19_000, never)).toBe(false);
  expect(lookIsDue(looked(10_000), 20_000, never)).toBe(true);
  expect(lookIsDue(looked(600_000), 660_000, never)).toBe(true);
});

test('a look comes as soon as the request is over, however long ago the last one was', () => {
  const looked = { lastSentAt: 0, lookedAt: 100_000 };
  expect(lookIsDue(looked, 119_999, settle)).toBe(false);
  expect(lookIsDue(looked, 120_000, settle)).toBe(true);
  expect(lookIsDue({ ...looked, lookedAt: 121_000 }, 122_000, settle)).toBe(false);
});
