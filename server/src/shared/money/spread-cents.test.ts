import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spreadCents } from './spread-cents.ts';

describe('spreading cents over weights', () => {
  test.each([
    [240n, [900n, 300n], [180n, 60n]],
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [100n, [2n, 1n], [67n, 33n]],
    [5n, [20n, -10n], [10n, -5n]],
    [100n, [0n, 0n], [0n, 0n]],
    [111n, [5000n, 9975n], [37n, 74n]],
  ])('%s over %s is %s', (amount, weights, parts) => {
    expect(spreadCents(amount, weights)).toEqual(parts);
  });

  test('makes parts that add up, each less than a cent from its exact share', () => {
    const weights = fc.array(fc.bigInt(0n, 10_000n), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.bigInt(0n, 1_000_000n), weights, (amount, units) => {
        const parts = spreadCents(amount, units);
        const all = units.reduce((total, unit) => total + unit, 0n);
        const added = parts.reduce((total, part) => total + part, 0n);
        expect(added).toBe(all === 0n ? 0n : amount);
        parts.forEach((part, at) => {
          const distance = part * all - amount * (units[at] ?? 0n);
          expect(all === 0n || (distance < all && distance > -all)).toBe(true);
        });
      }),
    );
  });
});
