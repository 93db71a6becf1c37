import { expect, test } from 'vitest';
import { atLeast, atMost, holds, lineOf, median } from './figure.ts';

test('a figure says its value and its limit, and whether it keeps to it', () => {
  const ratio = atMost('opened to painted', 1.234, 1.5);
  expect(lineOf(ratio)).toBe('opened to painted 1.23 <= 1.5');
  expect(holds(ratio)).toBe(true);
  expect(holds({ ...ratio, value: 1.501 })).toBe(false);
  expect(lineOf(atLeast('opened to painted', 1.234, 1.5))).toBe('opened to painted 1.23 >= 1.5');
  expect(holds({ ...ratio, bound: 'least' })).toBe(false);
  expect(holds({ ...ratio, value: 1.5, bound: 'least' })).toBe(true);
});

test('a median is the middle value, whatever the order and however far the others lie', () => {
  expect(median([900, 2, 1])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow('No values');
});
