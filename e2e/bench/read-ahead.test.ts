import { expect, test } from 'vitest';
import { newestNumbers } from './newest-numbers.ts';
import { fewestCalls, secondCallAfter } from './read-ahead.ts';

test('needs one call for a thousand invoices', () => {
  expect([1, 1_000, 1_001, 3_000].map(fewestCalls)).toEqual([1, 1, 2, 3]);
});

test('measures how long after or before a time the second call came', () => {
  const calls = ['10:00:00.000', '10:00:01.250', '10:00:09.000'].map((time) => ({
    time: `2026-11-21T${time}Z`,
  }));
  expect(secondCallAfter(calls, Date.parse('2026-11-21T10:00:01.200Z'))).toBe(50);
  expect(secondCallAfter(calls, Date.parse('2026-11-21T10:00:01.251Z'))).toBe(-1);
  expect(secondCallAfter(calls, Date.parse('2026-11-21T10:00:01.250Z') + 0.7)).toBe(0);
  expect(() => secondCallAfter(calls.slice(0, 1), 0)).toThrow('no second call');
});

test('returns the newest numbers, in whole days', () => {
  const on = (TxnDate: string, ...numbers: string[]) =>
    numbers.map((DocNumber) => ({ DocNumber, TxnDate }));
  const newest = on('2026-11-03', '8', '9');
  const next = on('2026-11-02', '5', '6', '7');
  const older = on('2026-10-30', '1', '2', '3');
  expect(newestNumbers([...older, ...newest, ...next])).toEqual([
    ...['8', '9', '5', '6', '7'],
    ...['1', '2', '3'],
  ]);
  expect(newestNumbers([...on('2026-10-01', '0'), ...older, ...newest, ...next])).not.toContain(
    '0',
  );
  expect(newestNumbers(newest)).toEqual(['8', '9']);
});
