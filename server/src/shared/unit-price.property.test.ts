import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priceDecimals, unitPriceFor } from './money/line-amounts.ts';
import { Big, cents } from './money/money.ts';

/** Calculates the same with decimals, step by step. */
const byDecimals = (amount: Big, quantity: Big) => {
  const exact = amount.div(quantity);
  const most = priceDecimals(exact);
  const prices = Array.from({ length: most - 1 }, (_, at) => exact.round(at + 2, Big.roundHalfUp));
  const fits = prices.find((price) => cents(price.times(quantity)).eq(amount));
  const price = fits ?? exact.round(most, Big.roundHalfUp);
  return { price: price.toFixed(), amount: cents(price.times(quantity)).toFixed() };
};

const sized = fc
  .tuple(fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: -7, max: 5 }))
  .map(([digits, exponent]) => new Big(`${digits}e${exponent}`));

it('the unit price has the fewest decimals that make the amount', () => {
  fc.assert(
    fc.property(sized, sized, fc.boolean(), (value, quantity, negative) => {
      const amount = cents(negative ? value.times(-1) : value);
      const found = unitPriceFor(amount, quantity);
      expect({ price: found.price.toFixed(), amount: found.amount.toFixed() }).toEqual(
        byDecimals(amount, quantity),
      );
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['100', '3', '33.333', '100'],
  ['-100', '3', '-33.333', '-100'],
  ['100', '-3', '-33.333', '100'],
  ['10', '4', '2.5', '10'],
])('the unit price of %s for %s pieces is %s', (amount, quantity, price, made) => {
  const found = unitPriceFor(new Big(amount), new Big(quantity));
  expect(found.price.toString()).toBe(price);
  expect(found.amount.toString()).toBe(made);
});
