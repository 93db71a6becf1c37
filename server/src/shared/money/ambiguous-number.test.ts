import { expect, test } from 'vitest';
import { noNumber } from '../checks/field-problems.ts';
import { ambiguous, readingsOf } from './ambiguous-number.ts';
import { parseDecimal } from './money.ts';

test.each([
  ['2.500', '2.5 2500'],
  [' 2,500 ', '2.5 2500'],
  ['-16,200', '-16.2 -16200'],
])('%j is stored as no number, with the two readings %j', (typed, readings) => {
  const text = ambiguous(typed);
  expect(parseDecimal(text)).toBeNull();
  expect(readingsOf(text)).toBe(readings);
  expect(noNumber('lines.0.quantity', text)).toEqual([
    { path: 'lines.0.quantity', problem: 'number_ambiguous', limit: readings },
  ]);
});

test.each(['2.500', '2?', 'ten?', '0,125?', ''])('%j does not have two readings', (text) => {
  expect(readingsOf(text)).toBeNull();
});
