import { ambiguous, readingsOf } from '@dealbill/server/shared/money/ambiguous-number';
import { parseRate } from '@dealbill/server/shared/money/exchange-rate';
import { decimals, parseDecimal } from '@dealbill/server/shared/money/money';
import { locales } from './locale.ts';

/** What a language writes before decimals and between thousands. */
type Separators = { decimal: string; group: string };

const latin = { numberingSystem: 'latn' } as const;

export const separatorsOf = (locale: string): Separators => {
  const parts = new Intl.NumberFormat(locale, latin).formatToParts(1234567.8);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: of('decimal'), group: of('group') };
};

/** One separator before exactly three digits: decimals in one language, thousands in another. */
const twoReadings = /^\s*[-−]?[1-9]\d{0,2}([.,])\d{3}\s*$/;

/**
 * A typed number as plain decimal text, `2500.5`. Where a separator has two readings the user's language
 * decides; where it uses neither, the text is marked as ambiguous. What is no number stays as typed.
 */
export const readFigure = (typed: string, locale = locales.numbers): string => {
  const separator = twoReadings.exec(typed)?.[1];
  if (separator === undefined) return parseDecimal(typed)?.toFixed() ?? typed;
  const { decimal, group } = separatorsOf(locale);
  if (separator !== decimal && separator !== group) return ambiguous(typed);
  const plain = typed.replace(separator, separator === decimal ? '.' : '');
  return parseDecimal(plain)?.toFixed() ?? typed;
};

/** A typed exchange rate: of two readings the one near QuickBooks' rate, where the language does not decide. */
export const readRate = (
  typed: string,
  quickbooks: string | null | undefined,
  locale = locales.numbers,
): string => {
  const separator = twoReadings.exec(typed)?.[1];
  if (separator === undefined || separator === separatorsOf(locale).decimal) {
    return readFigure(typed, locale);
  }
  return parseRate(typed.replace(separator, ','), quickbooks)?.toFixed() ?? ambiguous(typed);
};

/** Plain decimal text as the user's language writes it, with at least so many decimals; other text as it is. */
export const writeFigure = (figure: string, least: number, locale = locales.numbers): string => {
  const value = parseDecimal(figure);
  if (value === null) return readingsOf(figure) === null ? figure : figure.slice(0, -1);
  const places = Math.max(least, decimals(value));
  if (places > 20) return figure;
  const text = formatOf(locale, places).format(value.toFixed() as `${number}`);
  // Some languages put a mark of their writing direction before the minus sign.
  return text.replace(/[\u061c\u200e\u200f]/g, '');
};

/** A form of hundreds of lines writes each of them. */
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (locale: string, places: number): Intl.NumberFormat => {
  const key = `${locale} ${places}`;
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { ...latin, ...digits });
  formats.set(key, format);
  return format;
};
