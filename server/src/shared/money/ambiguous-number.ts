import { parseDecimal } from './money.ts';

/**
 * A number that only the user can tell: `2.500` where the language uses the point neither for decimals nor
 * for thousands. It is stored with a `?` after it, so that nothing calculates with one of its readings.
 */
export const ambiguous = (typed: string): string => `${typed.trim()}?`;

/** Both readings of an ambiguous number, `2.5 2500`; null for any other text. */
export const readingsOf = (text: string): string | null => {
  const [, sign = '', whole = '', rest = ''] =
    /^([-−]?)([1-9]\d{0,2})[.,](\d{3})\?$/.exec(text) ?? [];
  if (whole === '') return null;
  const read = (plain: string) => parseDecimal(`${sign}${plain}`)?.toFixed() ?? '';
  return `${read(`${whole}.${rest}`)} ${read(whole + rest)}`;
};
