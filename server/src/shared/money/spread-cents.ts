import { totalOf } from './whole-cents.ts';

const floorDivide = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  const inexact = quotient * divisor !== dividend;
  return inexact && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
};

/**
 * Splits an amount of cents over `weights` by the largest-remainder method: rounds each part down,
 * then adds the remaining cents to the parts with the largest remainders, earlier ones first. All
 * parts are zero when the weights add up to zero.
 */
export const spreadCents = (amount: bigint, weights: bigint[]): bigint[] => {
  const all = totalOf(weights);
  if (all === 0n || amount === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => floorDivide(amount * weight, all));
  const remainders = weights.map((weight, at) => amount * weight - (parts[at] ?? 0n) * all);
  const sign = all < 0n ? -1 : 1;
  const byRemainder = weights
    .map((_, at) => at)
    .sort(
      (one, other) =>
        sign * Number((remainders[other] ?? 0n) - (remainders[one] ?? 0n)) || one - other,
    );
  const raised = new Set(byRemainder.slice(0, Number(amount - totalOf(parts))));
  return parts.map((part, at) => (raised.has(at) ? part + 1n : part));
};
