import { expect, test } from 'vitest';
import { atLeast, atMost, holds, lineOf, median } from './figure.ts';

test('formats a figure with its limit, and compares the two', () => {
  const ratio = atMost('opened to painted', 1.234, 1.5);
  expect(lineOf(ratio)).toBe('opened to painted 1.23 <= 1.5');
  expect(holds(ratio)).toBe(true);
  expect(holds({ ...ratio, value: 1.501 })).toBe(false);
  expect(lineOf(atLeast('opened to painted', 1.234, 1.5))).toBe('opened to painted 1.23 >= 1.5');
  expect(holds({ ...ratio, bound: 'least' })).toBe(false);
  expect(holds({ ...ratio, value: 1.5, bound: 'least' })).toBe(true);
});

test('returns the middle value as the median, in any order and despite outliers', () => {
  expect(median([900, 2, 1])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow('No values');
});
