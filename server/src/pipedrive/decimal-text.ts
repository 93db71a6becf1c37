import { Big, type Decimal } from '../shared/money/money.ts';

/**
 * Converts a JSON number or numeric text to decimal text, null for anything else. Rounds to the 15
 * digits that a double preserves, so 0.1 + 0.2 gives `0.3`.
 */
export const decimalText = (value: unknown): Decimal | null => {
  const text = typeof value === 'number' ? value.toPrecision(15) : value;
  if (typeof text !== 'string' || !/^\s*-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(text)) {
    return null;
  }
  return new Big(text.trim()).toFixed();
};
