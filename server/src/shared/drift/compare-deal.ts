import { type Big, sum } from '../money/money.ts';
import {
  type BilledDeal,
  type DealLine,
  type DealSnapshot,
  discountTotal,
  lineAmount,
  lineContent,
  lineFigures,
  sameDiscounts,
} from './deal-snapshot.ts';
import { matchLines, type Pair } from './match-lines.ts';

/** The same line, else the same product and name, the same product, the same name. */
const dealKeys = [
  (line: DealLine) => lineContent(line),
  ({ productId, name }: DealLine) => (productId === null ? null : `${productId} ${name}`),
  ({ productId }: DealLine) => (productId === null ? 'value' : `${productId}`),
  ({ productId, name }: DealLine) => (productId === null ? null : name),
];

/** What the deal was when its lines were billed. */
type Reference = Omit<BilledDeal, 'settles'>;

/**
 * Combines the deals that several invoices were created from, oldest first: each line as the last
 * invoice that bills it saw it, and each line that none bills as the last invoice saw it. Pure.
 */
const referenceOf = ([first, ...later]: BilledDeal[]): Reference | null => {
  if (!first) return null;
  return later.reduce<Reference>((reference, next) => {
    const pairs = matchLines(reference.lines, next.lines, dealKeys);
    const lines = pairs.flatMap(({ before, after }) => {
      if (!after) return before?.billed && !next.settles ? [before] : [];
      const billed = after.billed || (before?.billed ?? next.settles);
      const isSeenAnew = after.billed || next.settles || !before?.billed;
      return [{ ...(isSeenAnew ? after : (before ?? after)), billed }];
    });
    return { currency: next.currency, discounts: next.discounts, lines };
  }, first);
};

export type DealDrift = {
  /** The changed lines; both sides where a line changed. */
  pairs: Pair<DealLine, DealLine>[];
  currency: { before: string; after: string };
  discount: { before: Big; after: Big };
  hasSameDiscounts: boolean;
  /** Sum of the billed and the added lines, less the deal's discounts. */
  total: { before: Big; after: Big };
};

/**
 * Compares the deal with what its invoices were created from; null without a difference. A line that
 * no invoice bills yet may change without one. Pure.
 */
export const compareDeal = (billed: BilledDeal[], current: DealSnapshot): DealDrift | null => {
  const reference = referenceOf(billed);
  if (!reference) return null;
  const counted = matchLines<DealLine, Reference['lines'][number], DealLine>(
    reference.lines,
    current.lines,
    dealKeys,
  ).filter(({ before }) => before?.billed !== false);
  const pairs = counted.filter(
    ({ before, after }) => !before || !after || lineFigures(before) !== lineFigures(after),
  );
  const hasSameDiscounts = sameDiscounts(reference.discounts, current.discounts);
  const currency = { before: reference.currency, after: current.currency };
  if (pairs.length === 0 && hasSameDiscounts && currency.before === currency.after) return null;
  const before = counted.flatMap((pair) => pair.before ?? []);
  const after = counted.flatMap((pair) => pair.after ?? []);
  const discount = {
    before: discountTotal(before, reference.discounts),
    after: discountTotal(after, current.discounts),
  };
  return {
    pairs,
    currency,
    discount,
    hasSameDiscounts,
    total: {
      before: sum(before.map(lineAmount)).minus(discount.before),
      after: sum(after.map(lineAmount)).minus(discount.after),
    },
  };
};

/** The current deal, and which of its lines an invoice bills that was created from `billed`. */
const billedOfCurrent = (
  billed: BilledDeal,
  current: DealSnapshot,
  isAddedBilled: boolean,
): BilledDeal['lines'] =>
  matchLines<DealLine, BilledDeal['lines'][number], DealLine>(
    billed.lines,
    current.lines,
    dealKeys,
  ).flatMap(({ before, after }) =>
    after ? [{ ...after, billed: before?.billed ?? isAddedBilled }] : [],
  );

/**
 * The deals of the invoices after a user accepted the current one: each bills the lines it billed
 * before, as they are now. Pure.
 */
export const acceptedDeal = (billed: BilledDeal, current: DealSnapshot): BilledDeal => ({
  ...current,
  settles: billed.settles,
  lines: billedOfCurrent(billed, current, false),
});

/**
 * The deal of an invoice after the current one was applied to it: it bills the lines it billed
 * before, as they are now, and those that were added. Pure.
 */
export const appliedDeal = (billed: BilledDeal, current: DealSnapshot): BilledDeal => ({
  ...current,
  settles: false,
  lines: billedOfCurrent(billed, current, true),
});
