import Big from 'big.js';

/** Rounds to two decimals, halves away from zero, as stored amounts are. */
export function cents(value: Big): Big {
  return value.round(2, Big.roundHalfUp);
}

/**
 * A decimal as the JSON number that Intuit sends; `digits` is 2 for money and 7 for unit prices.
 */
export function wireNumber(value: Big, digits = 2): number {
  return Number(value.round(digits, Big.roundHalfUp).toFixed());
}

export function sumOf(values: readonly Big[]): Big {
  return values.reduce((total, value) => total.plus(value), Big(0));
}
