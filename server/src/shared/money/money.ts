import Big from 'big.js';
import { inputLimits } from '../checks/input-limits.ts';

/** A decimal number as text, `-1234.5`; never a float. */
export type Decimal = string;

const thousands = /^[1-9]\d{0,2}([,. '])\d{3}(?:\1\d{3})*$/;
const lakhs = /^[1-9]\d?(?:,\d{2})*,\d{3}$/;

const isWhole = (text: string) => /^\d*$/.test(text) || thousands.test(text) || lakhs.test(text);

/** Where the decimal separator stands, or -1. A lone comma before exactly three digits groups thousands. */
const decimalPoint = (text: string): number => {
  const dot = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (dot >= 0 && comma >= 0) return Math.max(dot, comma);
  const only = Math.max(dot, comma);
  const repeated = only >= 0 && text.indexOf(text.charAt(only)) !== only;
  return repeated || (comma >= 0 && isWhole(text)) ? -1 : only;
};

/**
 * Reads what a person typed, `1,234.50`, `1.234,50`, `1 234,5` and `1'234.5` alike: of two separators the
 * last is the decimal point. Null when it is no number, when its digits are not grouped as anyone does, or
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

/** The figures of a draft are read about ten times each while one request is served. */
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

/** Digits after the point that a value needs. */
export const decimals = (value: Big): number => Math.max(0, value.c.length - value.e - 1);

/**
 * Whether figures are worked out with a value. An invoice never has more than 11 digits before the point
 * and 7 after it (`check-lines.ts`); calculating with forty of them would cost a request too much time.
 */
export const isWorkable = (value: Big): boolean => value.c.length <= 20 && Math.abs(value.e) <= 20;

/** To cents, half away from zero, as QuickBooks rounds money. */
export const cents = (value: Big): Big => value.round(2, Big.roundHalfUp);

/** `percent` per cent of a value; exact, and several times as fast as a division. */
export const percentage = (value: Big, percent: Big): Big => value.times(percent).times(hundredth);

const hundredth = new Big('0.01');

/** `1234.5` becomes `1234.50`. */
export const money = (value: Big): Decimal => cents(value).toFixed(2);

export const sum = (values: Big[]): Big =>
  values.reduce((total, value) => total.plus(value), new Big(0));

export const zero = new Big(0);

export { Big };
