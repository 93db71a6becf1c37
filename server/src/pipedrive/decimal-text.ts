import { Big, type Decimal } from '../shared/money/money.ts';

/**
 * A JSON number as decimal text, without the tail that floating point leaves behind: 0.1 + 0.2 is `0.3`.
 * Fifteen digits are what a JSON number surely keeps. Null for what is no number.
 */
export const decimalText = (value: unknown): Decimal | null => {
  const text = typeof value === 'number' ? value.toPrecision(15) : value;
  if (typeof text !== 'string' || !/^\s*-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(text)) {
    return null;
  }
  return new Big(text.trim()).toFixed();
};
