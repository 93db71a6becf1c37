import { expect, test } from 'vitest';
import type { QuickbooksGateway } from '../quickbooks/gateway.ts';
import { isOlder, isOver, nextLookupAt, nextStep, pauseAfterTry } from './retry.ts';

const resolve = { afterMs: 120_000, replayUntilMs: 3_600_000 };
const sent = { sentAt: 0, lastSentAt: 0, notFound: 0 };

test.each([
  ['waits while the request may still run', sent, 119_999, 'wait'],
  ['repeats it under the same id once it has ended', sent, 120_000, 'replay'],
  ['waits for a repetition as for the first', { ...sent, lastSentAt: 120_000 }, 200_000, 'wait'],
  ['only looks again when an hour has passed', sent, 3_600_000, 'look_again'],
  ['gives up after the second lookup', { ...sent, notFound: 1 }, 3_700_000, 'give_up'],
])('a creation that was not found: %s', (_said, operation, now, step) => {
  expect(nextStep(operation, now, resolve)).toBe(step);
});

test('a request has ended two minutes after it was sent for the last time', () => {
  expect(isOver({ sentAt: 0, lastSentAt: 50_000 }, 169_999, resolve)).toBe(false);
  expect(isOver({ sentAt: 0, lastSentAt: 50_000 }, 170_000, resolve)).toBe(true);
});

test('the delay between lookups doubles, from two seconds up to one minute', () => {
  const never = { afterMs: 10_000_000 };
  expect(nextLookupAt(sent, 0, never)).toBe(2_000);
  expect(nextLookupAt(sent, 1_000, never)).toBe(3_000);
  expect(nextLookupAt(sent, 10_000, never)).toBe(20_000);
  expect(nextLookupAt(sent, 600_000, never)).toBe(660_000);
});

test('one lookup comes right after the request has ended, however recent the last one was', () => {
  expect(nextLookupAt(sent, 100_000, resolve)).toBe(120_000);
  expect(nextLookupAt(sent, 119_999, resolve)).toBe(120_000);
  expect(nextLookupAt(sent, 121_000, resolve)).toBe(181_000);
});

test('an operation that is sent until it succeeds waits ten seconds, then twice as long, an hour at most', () => {
  expect([0, 1, 2].map(pauseAfterTry)).toEqual([10_000, 20_000, 40_000]);
  expect([8, 9, 11].map(pauseAfterTry)).toEqual([2_560_000, 3_600_000, 3_600_000]);
});

test('an object is older than an operation when created two minutes before, by the clock of QuickBooks', () => {
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
