import { expect, test } from 'vitest';
import type { QuickbooksGateway } from '../quickbooks/gateway.ts';
import { isOver, nextLookupAt, nextStep, pauseAfterTry } from './backoff.ts';
import { isOlder } from './created-after.ts';

const resolve = { afterMs: 120_000, replayUntilMs: 3_600_000 };
const sent = { sentAt: 0, lastSentAt: 0, notFound: 0 };

test.each([
  ['waits while the request may still run', sent, 119_999, 'wait'],
  ['replays under the same id once the request has ended', sent, 120_000, 'replay'],
  [
    'waits for a replay as for the first request',
    { ...sent, lastSentAt: 120_000 },
    200_000,
    'wait',
  ],
  ['only looks it up again after an hour', sent, 3_600_000, 'look_again'],
  ['gives up after the second lookup', { ...sent, notFound: 1 }, 3_700_000, 'give_up'],
])('nextStep of a creation that was not found: %s', (_title, operation, now, step) => {
  expect(nextStep(operation, now, resolve)).toBe(step);
});

test('isOver is true two minutes after the last request was sent', () => {
  expect(isOver({ sentAt: 0, lastSentAt: 50_000 }, 169_999, resolve)).toBe(false);
  expect(isOver({ sentAt: 0, lastSentAt: 50_000 }, 170_000, resolve)).toBe(true);
});

test('nextLookupAt doubles the delay, from two seconds up to one minute', () => {
  const never = { afterMs: 10_000_000 };
  expect(nextLookupAt(sent, 0, never)).toBe(2_000);
  expect(nextLookupAt(sent, 1_000, never)).toBe(3_000);
  expect(nextLookupAt(sent, 10_000, never)).toBe(20_000);
  expect(nextLookupAt(sent, 600_000, never)).toBe(660_000);
});

test('nextLookupAt schedules one lookup right after the request has ended', () => {
  expect(nextLookupAt(sent, 100_000, resolve)).toBe(120_000);
  expect(nextLookupAt(sent, 119_999, resolve)).toBe(120_000);
  expect(nextLookupAt(sent, 121_000, resolve)).toBe(181_000);
});

test('pauseAfterTry starts at ten seconds and doubles, up to an hour', () => {
  expect([0, 1, 2].map(pauseAfterTry)).toEqual([10_000, 20_000, 40_000]);
  expect([8, 9, 11].map(pauseAfterTry)).toEqual([2_560_000, 3_600_000, 3_600_000]);
});

test('isOlder allows for the clock of QuickBooks and a margin of two minutes', () => {
  const at = (skewMs: number | null) => ({
    quickbooks: { skewMs: () => skewMs } as QuickbooksGateway,
  });
  const operation = { sentAt: Date.parse('2027-03-13T10:00:00Z') };
  const created = (createdAt: string) => ({ createdAt });
  expect(isOlder(at(null), created('2027-03-13T02:57:59-07:00'), operation)).toBe(true);
  expect(isOlder(at(null), created('2027-03-13T09:58:01Z'), operation)).toBe(false);
  expect(isOlder(at(0), created('2027-03-13T09:57:59Z'), operation)).toBe(true);
  expect(isOlder(at(-600_000), created('2027-03-13T09:50:00Z'), operation)).toBe(false);
  expect(isOlder(at(600_000), created('2027-03-13T10:07:00Z'), operation)).toBe(true);
});
