import { expect, test, vi } from 'vitest';
import { oncePerObject } from './once-per-object.ts';

test('calculates again for another object and for other values only', () => {
  const calculate = vi.fn((line: { price: number }, count: number) => line.price * count);
  const amountOf = oncePerObject(calculate);
  const desk = { price: 20 };
  expect([amountOf(desk, 2), amountOf(desk, 2), amountOf(desk, 3)]).toEqual([40, 40, 60]);
  expect(amountOf({ price: 20 }, 3)).toBe(60);
  expect(calculate).toHaveBeenCalledTimes(3);
});
