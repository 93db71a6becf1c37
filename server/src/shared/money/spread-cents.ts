import { totalOf } from './whole-cents.ts';

const floorDivide = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  const inexact = quotient * divisor !== dividend;
  return inexact && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
};

/**
 * Splits an amount of cents over `weights` so that the parts add up to it: every part is rounded down, and
 * the cents that remain go to the parts that lost most by that, the earlier one first (largest remainder).
 * Weights that add up to nothing get nothing.
 */
export const spreadCents = (amount: bigint, weights: bigint[]): bigint[] => {
  const all = totalOf(weights);
  if (all === 0n || amount === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => floorDivide(amount * weight, all));
  const lost = weights.map((weight, at) => amount * weight - (parts[at] ?? 0n) * all);
  const sign = all < 0n ? -1 : 1;
  const byLoss = weights
    .map((_, at) => at)
    .sort((one, other) => sign * Number((lost[other] ?? 0n) - (lost[one] ?? 0n)) || one - other);
  const raised = new Set(byLoss.slice(0, Number(amount - totalOf(parts))));
  return parts.map((part, at) => (raised.has(at) ? part + 1n : part));
};
