import { Big } from './money.ts';

/** Converts to whole cents, for fast sums over the lines of an invoice, which can have 750. */
export const toCents = (amount: Big): bigint => {
  const zeros = amount.e + 3 - amount.c.length;
  const fits = zeros >= 0 && amount.c.length + zeros <= 15;
  if (!fits) return BigInt(amount.toFixed(2).replace('.', ''));
  // Several times faster than formatting it as text.
  const digits = amount.c.reduce((value, digit) => value * 10 + digit, 0);
  return BigInt(amount.s * digits * 10 ** zeros);
};

export const fromCents = (amount: bigint): Big => new Big(`${amount}e-2`);

/** Rounds half away from zero; `divisor` must be above 0. */
export const divideRounded = (dividend: bigint, divisor: bigint): bigint =>
  dividend < 0n ? -divideRounded(-dividend, divisor) : (2n * dividend + divisor) / (2n * divisor);

/** Converts a percentage with up to 7 decimals to a whole number; `wholePercent` is 100 %. */
export const scaledPercent = (percent: Big | string): bigint =>
  BigInt(new Big(percent).toFixed(7).replace('.', ''));

export const wholePercent = 10n ** 9n;

export const totalOf = (amounts: bigint[]): bigint =>
  amounts.reduce((total, amount) => total + amount, 0n);
