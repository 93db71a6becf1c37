import { expect, test } from 'vitest';
import { sharesOf } from './shares-of.ts';

test('amounts have shares of their sum, and bars relative to the largest', () => {
  expect(sharesOf(['50.00', '25.00', '0.00', '25.00'])).toEqual([
    { ofAll: 50, ofLargest: 100 },
    { ofAll: 25, ofLargest: 50 },
    { ofAll: 0, ofLargest: 0 },
    { ofAll: 25, ofLargest: 50 },
  ]);
});

test('a cent beside millions is still visible', () => {
  expect(sharesOf(['9999999.99', '0.01'])).toEqual([
    { ofAll: 100, ofLargest: 100 },
    { ofAll: 0, ofLargest: 1 },
  ]);
});

test.each([
  [
    ['1.00', '1.00', '1.00'],
    [34, 33, 33],
  ],
  [
    ['33.50', '33.50', '33.00'],
    [34, 33, 33],
  ],
  [
    ['10.50', '10.50', '10.50', '10.50', '58.00'],
    [11, 11, 10, 10, 58],
  ],
])('the shares of %s add up to 100', (amounts, percents) => {
  expect(sharesOf(amounts)?.map(({ ofAll }) => ofAll)).toEqual(percents);
});

test('a sum of zero has no shares', () => {
  expect(sharesOf(['0.00', '0.00'])).toBe(null);
});
