import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Big, sum } from './money.ts';
import { spreadCents } from './spread-cents.ts';

const spread = (amount: string, weights: string[]) =>
  spreadCents(
    new Big(amount),
    weights.map((weight) => new Big(weight)),
  ).map((part) => part.toFixed(2));

describe('spreading an amount over weights', () => {
  test.each([
    ['2.40', ['9', '3'], ['1.80', '0.60']],
    ['1.00', ['1', '1', '1'], ['0.34', '0.33', '0.33']],
    ['1.00', ['2', '1'], ['0.67', '0.33']],
    ['0.05', ['20', '-10'], ['0.10', '-0.05']],
    ['1.00', ['0', '0'], ['0.00', '0.00']],
    ['1.11', ['5', '9.975'], ['0.37', '0.74']],
  ])('%s over %s', (amount, weights, parts) => {
    expect(spread(amount, weights)).toEqual(parts);
  });

  test('the parts add up to it, and each is less than a cent from its exact part', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (cents, units) => {
        const amount = new Big(cents).div(100);
        const parts = spreadCents(
          amount,
          units.map((unit) => new Big(unit)),
        );
        const all = units.reduce((total, unit) => total + unit, 0);
        expect(sum(parts).eq(all === 0 ? 0 : amount)).toBe(true);
        parts.forEach((part, at) => {
          const exact = all === 0 ? new Big(0) : amount.times(units[at] ?? 0).div(all);
          expect(part.minus(exact).abs().lt('0.01')).toBe(true);
        });
      }),
    );
  });
});
