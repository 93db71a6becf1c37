import { expect, test } from 'vitest';
import { paidOf } from './paid-of.ts';

test.each([
  ['100.00', '100.00', null],
  ['100.00', '0.00', '100.00'],
  ['0.30', '0.10', '0.20'],
  ['12345678.91', '0.01', '12345678.90'],
  ['90071992547409.93', '0.00', '90071992547409.93'],
  ['1.05', '1', '0.05'],
])('of %s with %s open, %s is settled', (total, balance, paid) => {
  expect(paidOf({ total, balance })).toBe(paid);
});
