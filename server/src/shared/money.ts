import Big from 'big.js';

/** A decimal number as text, `-1234.5`; never a float. */
export type Decimal = string;

/**
 * Reads what a person typed, `1,234.50`, `1.234,50` and `1234,5` alike: of two separators the last is
 * the decimal point; a lone comma before exactly three digits groups thousands. Null when it is no number.
 */
export const parseDecimal = (typed: string): Big | null => {
  const bare = typed.replace(/[\s'’]/g, '');
  const point = Math.max(bare.lastIndexOf('.'), lonelyDecimalComma(bare));
  const whole = (point < 0 ? bare : bare.slice(0, point)).replace(/[.,]/g, '');
  const fraction = point < 0 ? '' : bare.slice(point + 1);
  return /^-?\d*$/.test(whole) && /^\d*$/.test(fraction) && /\d/.test(whole + fraction)
    ? new Big(`${whole === '' || whole === '-' ? `${whole}0` : whole}.${fraction || '0'}`)
    : null;
};

const lonelyDecimalComma = (bare: string): number => {
  const comma = bare.lastIndexOf(',');
  if (comma < bare.lastIndexOf('.')) return -1;
  const groups = /^-?\d{1,3}(,\d{3})+$/.test(bare);
  return groups ? -1 : comma;
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
