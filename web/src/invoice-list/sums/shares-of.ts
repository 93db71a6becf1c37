import { Big, sum } from '@dealbill/server/shared/money/money';
import { spreadCents } from '@dealbill/server/shared/money/spread-cents';
import { toCents } from '@dealbill/server/shared/money/whole-cents';

/** Whole percents: of the sum, for reading, adding up to 100; of the largest, for drawing. */
export type Share = { ofAll: number; ofLargest: number };

const percentOf = (part: Big, whole: Big): number =>
  Math.round(part.div(whole).times(100).toNumber());

/**
 * Shares of amounts (decimal text) in their sum; null when the sum is zero. A negative amount has
 * no bar, and a positive amount always a visible one.
 */
export const sharesOf = (amounts: string[]): Share[] | null => {
  const parts = amounts
    .map((amount) => new Big(amount))
    .map((part) => (part.lt(0) ? new Big(0) : part));
  const all = sum(parts);
  if (all.eq(0)) return null;
  const largest = parts.reduce((most, part) => (part.gt(most) ? part : most));
  const percents = spreadCents(100n, parts.map(toCents));
  return parts.map((part, at) => ({
    ofAll: Number(percents[at] ?? 0n),
    ofLargest: part.eq(0) ? 0 : Math.max(1, percentOf(part, largest)),
  }));
};
