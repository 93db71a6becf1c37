import Big from 'big.js';

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
 * last is the decimal point. Null when it is no number, or when its digits are not grouped as anyone does.
 */
export const parseDecimal = (typed: string): Big | null => {
  const [, sign = '', rest = ''] = /^([-−]?)(.*)$/s.exec(typed.trim()) ?? [];
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

/** To cents, half away from zero, as QuickBooks rounds money. */
export const cents = (value: Big): Big => value.round(2, Big.roundHalfUp);

/** `1234.5` becomes `1234.50`. */
export const money = (value: Big): Decimal => cents(value).toFixed(2);

export const sum = (values: Big[]): Big =>
  values.reduce((total, value) => total.plus(value), new Big(0));

export const zero = new Big(0);

export { Big };
