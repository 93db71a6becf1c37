import { ambiguous, readingsOf } from '@dealbill/server/shared/money/ambiguous-number';
import { parseRate } from '@dealbill/server/shared/money/exchange-rate';
import { decimals, parseDecimal } from '@dealbill/server/shared/money/money';
import { calculated } from '@dealbill/server/shared/money/typed-calculation';
import { locales } from './locale.ts';

/** Decimal and thousands separator of a locale. */
type Separators = { decimal: string; group: string };

const latin = { numberingSystem: 'latn' } as const;

export const separatorsOf = (locale: string): Separators => {
  const parts = new Intl.NumberFormat(locale, latin).formatToParts(1234567.8);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: of('decimal'), group: of('group') };
};

/**
 * One separator before exactly three digits: a decimal or a thousands separator, depending on the
 * locale.
 */
const twoReadings = /^\s*[-−]?[1-9]\d{0,2}([.,])\d{3}\s*$/;

/**
 * Parses a typed number or calculation to plain decimal text, `2500.5`. The locale decides an ambiguous separator;
 * one that the locale does not use marks the text as ambiguous. Returns other text unchanged.
 */
export const readFigure = (typed: string, locale = locales.numbers): string => {
  const figure = readNumber(typed, locale);
  if (parseDecimal(figure) !== null) return figure;
  return calculated(typed, (part) => readNumber(part, locale)) ?? figure;
};

const readNumber = (typed: string, locale: string): string => {
  const separator = twoReadings.exec(typed)?.[1];
  if (separator === undefined) return parseDecimal(typed)?.toFixed() ?? typed;
  const { decimal, group } = separatorsOf(locale);
  if (separator !== decimal && separator !== group) return ambiguous(typed);
  const plain = typed.replace(separator, separator === decimal ? '.' : '');
  return parseDecimal(plain)?.toFixed() ?? typed;
};

/**
 * Parses a typed exchange rate. Where the locale does not decide, uses the reading nearer to
 * QuickBooks' rate.
 */
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

/**
 * Formats plain decimal text in the locale with at least `least` decimals; returns other text
 * unchanged.
 */
export const writeFigure = (figure: string, least: number, locale = locales.numbers): string => {
  const value = parseDecimal(figure);
  if (value === null) return readingsOf(figure) === null ? figure : figure.slice(0, -1);
  const places = Math.max(least, decimals(value));
  if (places > 20) return figure;
  const text = formatOf(locale, places).format(value.toFixed() as `${number}`);
  // Some locales put a bidirectional mark before the minus sign.
  return text.replace(/[\u061c\u200e\u200f]/g, '');
};

/** Formatters are reused: a form of hundreds of lines formats thousands of numbers. */
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (locale: string, places: number): Intl.NumberFormat => {
  const key = `${locale} ${places}`;
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { ...latin, ...digits });
  formats.set(key, format);
  return format;
};
