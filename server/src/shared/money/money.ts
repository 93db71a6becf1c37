import Big from 'big.js';
import { inputLimits } from '../checks/input-limits.ts';

/** A decimal number as text, `-1234.5`; never a float. */
export type Decimal = string;

const thousands = /^[1-9]\d{0,2}([,. '])\d{3}(?:\1\d{3})*$/;
const lakhs = /^[1-9]\d?(?:,\d{2})*,\d{3}$/;

const isWhole = (text: string) => /^\d*$/.test(text) || thousands.test(text) || lakhs.test(text);

/**
 * Index of the decimal separator, or -1. A single comma before exactly three digits groups
 * thousands.
 */
const decimalPoint = (text: string): number => {
  const dot = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (dot >= 0 && comma >= 0) return Math.max(dot, comma);
  const only = Math.max(dot, comma);
  const repeated = only >= 0 && text.indexOf(text.charAt(only)) !== only;
  return repeated || (comma >= 0 && isWhole(text)) ? -1 : only;
};

/**
 * Reads a typed number: `1,234.50`, `1.234,50`, `1 234,5` or `1'234.5`; of two separators the last
 * is the decimal point. Null when it is not a number, when its digits are not grouped regularly, or
 * when it is longer than `inputLimits.number`: arithmetic on thousands of digits takes seconds.
 */
export const parseDecimal = (typed: string): Big | null => {
  const trimmed = typed.trim();
  if (trimmed.length > inputLimits.number) return null;
  let value = parsed.get(trimmed);
  if (value === undefined) {
    value = parse(trimmed);
    if (parsed.size >= 4096) parsed.clear();
    parsed.set(trimmed, value);
  }
  return value;
};

/** Cache of `parse`: one request reads each figure of a draft about ten times. */
const parsed = new Map<string, Big | null>();

const parse = (trimmed: string): Big | null => {
  const [, sign = '', rest = ''] = /^([-−]?)(.*)$/s.exec(trimmed) ?? [];
  const text = rest.replace(/\s/g, ' ').replaceAll('’', "'");
  const point = decimalPoint(text);
  const whole = point < 0 ? text : text.slice(0, point);
  const fraction = point < 0 ? '' : text.slice(point + 1);
  if (!isWhole(whole) || !/^\d*$/.test(fraction) || whole + fraction === '') return null;
  const digits = `${whole.replace(/\D/g, '') || '0'}.${fraction || '0'}`;
  return new Big(sign === '' ? digits : `-${digits}`);
};

/** Number of digits after the point, without trailing zeros. */
export const decimals = (value: Big): number => Math.max(0, value.c.length - value.e - 1);

/**
 * Whether a value is short enough to calculate with. An invoice has at most 11 digits before the
 * point and 7 after it (`check-lines.ts`); numbers of forty digits would make a request slow.
 */
export const isWorkable = (value: Big): boolean => value.c.length <= 20 && Math.abs(value.e) <= 20;

/** Rounds to cents, half away from zero, as QuickBooks does. */
export const cents = (value: Big): Big => value.round(2, Big.roundHalfUp);

/** Returns `percent` % of a value; exact, and several times faster than a division. */
export const percentage = (value: Big, percent: Big): Big => value.times(percent).times(hundredth);

const hundredth = new Big('0.01');

/** `1234.5` becomes `1234.50`. */
export const money = (value: Big): Decimal => cents(value).toFixed(2);

export const sum = (values: Big[]): Big =>
  values.reduce((total, value) => total.plus(value), new Big(0));

export const zero = new Big(0);

export { Big };
