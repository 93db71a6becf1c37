import { Big } from './money.ts';

const whole = (value: Big, decimals: number): bigint =>
  BigInt(value.times(10 ** decimals).toFixed(0));

const floorDivide = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  const inexact = quotient * divisor !== dividend;
  return inexact && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
};

/**
 * Splits `amount` over `weights` so that the parts are cents and add up to it: every part is rounded down,
 * and the cents that remain go to the parts that lost most by that, the earlier one first (largest
 * remainder). Weights that add up to nothing get nothing.
 */
export const spreadCents = (amount: Big, weights: Big[]): Big[] => {
  const shares = weights.map((weight) => whole(weight, 7));
  const all = shares.reduce((total, share) => total + share, 0n);
  if (all === 0n || amount.eq(0)) return weights.map(() => new Big(0));
  const wanted = whole(amount, 2);
  const parts = shares.map((share) => floorDivide(wanted * share, all));
  const lost = shares.map((share, at) => wanted * share - (parts[at] ?? 0n) * all);
  const sign = all < 0n ? -1 : 1;
  const byLoss = shares
    .map((_, at) => at)
    .sort((one, other) => sign * Number((lost[other] ?? 0n) - (lost[one] ?? 0n)) || one - other);
  const left = Number(wanted - parts.reduce((total, part) => total + part, 0n));
  const raised = new Set(byLoss.slice(0, left));
  return parts.map((part, at) => new Big(String(part + (raised.has(at) ? 1n : 0n))).div(100));
};
