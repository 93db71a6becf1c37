import { parseDecimal } from './money.ts';

/**
 * Marks a typed number that has two readings with a `?` at its end: `2.500` in a language that uses
 * the point neither for decimals nor for thousands. `parseDecimal` returns null for it, so no
 * calculation uses the wrong reading.
 */
export const ambiguous = (typed: string): string => `${typed.trim()}?`;

/**
 * Both readings of an ambiguous number, separated by a space: `2.5 2500`; null for any other text.
 */
export const readingsOf = (text: string): string | null => {
  const [, sign = '', whole = '', rest = ''] =
    /^([-−]?)([1-9]\d{0,2})[.,](\d{3})\?$/.exec(text) ?? [];
  if (whole === '') return null;
  const read = (plain: string) => parseDecimal(`${sign}${plain}`)?.toFixed() ?? '';
  return `${read(`${whole}.${rest}`)} ${read(whole + rest)}`;
};
