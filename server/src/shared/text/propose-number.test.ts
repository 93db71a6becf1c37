import { expect, test } from 'vitest';
import { proposeNumber } from './propose-number.ts';

test.each([
  [['1045', '1044'], '1046'],
  [['HP-0042'], 'HP-0043'],
  [['2027/099'], '2027/100'],
  [['Manual', '1007'], '1008'],
  [['9', '10'], '11'],
  [['1001', '1002', '1003'], '1004'],
])('proposes after %j the number %s', (recent, next) => {
  expect(proposeNumber(recent)).toBe(next);
});

test('does not propose a number longer than QuickBooks allows', () => {
  expect(proposeNumber(['999999999999999999999'])).toBeNull();
  expect(proposeNumber(['HP-000000000000000001'])).toBe('HP-000000000000000002');
});

test('proposes nothing when no number ends in digits', () => {
  expect(proposeNumber([])).toBeNull();
  expect(proposeNumber(['ALPHA', ''])).toBeNull();
});
