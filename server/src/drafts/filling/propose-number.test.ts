import { expect, test } from 'vitest';
import { proposeNumber } from './propose-number.ts';

test.each([
  [['1045', '1044'], '1046'],
  [['HP-0042'], 'HP-0043'],
  [['2027/099'], '2027/100'],
  [['Manual', '1007'], '1008'],
  [['9', '10'], '11'],
  [['1001', '1002', '1003'], '1004'],
])('after %j the next number is %s', (recent, next) => {
  expect(proposeNumber(recent)).toBe(next);
});

test('a number longer than QuickBooks allows is not proposed', () => {
  expect(proposeNumber(['999999999999999999999'])).toBeNull();
  expect(proposeNumber(['HP-000000000000000001'])).toBe('HP-000000000000000002');
});

test('where no number ends in digits nothing is proposed', () => {
  expect(proposeNumber([])).toBeNull();
  expect(proposeNumber(['ALPHA', ''])).toBeNull();
});
