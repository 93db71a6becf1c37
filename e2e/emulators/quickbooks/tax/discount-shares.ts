import Big from 'big.js';
import { cents, sumOf } from '../company/money.ts';

const cent = Big('0.01');

/**
 * Splits a discount over amounts to the cent: rounds each exact share down, then adds single cents
 * where the largest remainder is. Equal remainders are served in order.
 */
export function discountShares(discount: Big, amounts: readonly Big[]): Big[] {
  const all = sumOf(amounts);
  if (all.eq(0)) return amounts.map(() => Big(0));
  // Shares are scaled by the total, which avoids an inexact division.
  const exact = amounts.map((amount) => discount.times(amount));
  const shares = exact.map((share) => centsBelow(share, all));
  const missing = exact.map((share, index) => share.minus((shares[index] ?? Big(0)).times(all)));
  let left = discount.minus(sumOf(shares));
  while (left.gte(cent)) {
    const neediest = indexOfLargest(missing);
    shares[neediest] = (shares[neediest] ?? Big(0)).plus(cent);
    missing[neediest] = (missing[neediest] ?? Big(0)).minus(all.times(cent));
    left = left.minus(cent);
  }
  return shares;
}

function centsBelow(share: Big, all: Big): Big {
  const near = cents(share.div(all));
  return near.times(all).gt(share) ? near.minus(cent) : near;
}

function indexOfLargest(values: readonly Big[]): number {
  return values.reduce((best, value, index) => (value.gt(values[best] ?? value) ? index : best), 0);
}

/** The discount that a percentage of these amounts yields, rounded to cents. */
export function percentageOf(amounts: readonly Big[], percent: Big): Big {
  return cents(sumOf(amounts).times(percent).div(100));
}
