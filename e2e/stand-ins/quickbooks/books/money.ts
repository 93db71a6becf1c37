import Big from 'big.js';

/** Two decimals, halves away from zero: how amounts are kept. */
export function cents(value: Big): Big {
  return value.round(2, Big.roundHalfUp);
}

/** A decimal as the JSON number that Intuit sends; `digits` is 2 for money and 7 for unit prices. */
export function wireNumber(value: Big, digits = 2): number {
  return Number(value.round(digits, Big.roundHalfUp).toFixed());
}

export function sumOf(values: readonly Big[]): Big {
  return values.reduce((total, value) => total.plus(value), Big(0));
}

/**
 * Splits `whole` (rounded to cents) in proportion to `shares`; the last share takes what is left, so
 * that the parts always add up to the whole.
 */
export function splitInProportion(whole: Big, shares: readonly Big[]): Big[] {
  const total = sumOf(shares);
  let left = cents(whole);
  return shares.map((share, index) => {
    const last = index === shares.length - 1;
    const part = last ? left : total.eq(0) ? Big(0) : cents(whole.times(share).div(total));
    left = left.minus(part);
    return part;
  });
}
