import { type Decimal, money, parseDecimal, zero } from '../money/money.ts';
import type { DealDrift } from './compare-deal.ts';
import { type DealLine, type DealSnapshot, lineAmount } from './deal-snapshot.ts';

/** What another invoice bills so that all invoices together bill the deal as it is now. */
export type DifferenceToBill = {
  lines: DealLine[];
  discounts: DealSnapshot['discounts'];
  /** Amount by which the deal's discount became smaller; null when it did not. */
  lessDiscount: Decimal | null;
};

/** Whether the price, discount and tax of a unit are the same, so that only the quantity differs. */
const hasSameUnit = (before: DealLine, after: DealLine): boolean =>
  before.productId === after.productId &&
  before.price === after.price &&
  before.tax === after.tax &&
  before.taxMethod === after.taxMethod &&
  before.discount.kind === after.discount.kind &&
  before.discount.value === after.discount.value &&
  (after.discount.kind === 'percent' || Number(after.discount.value) === 0);

/** An invoice has no negative quantities: units that were removed have a negative price. */
const quantityLine = (before: DealLine, after: DealLine): DealLine[] => {
  const more = (parseDecimal(after.quantity) ?? zero).minus(parseDecimal(before.quantity) ?? zero);
  if (more.gt(0)) return [{ ...after, quantity: more.toFixed() }];
  const price = parseDecimal(after.price) ?? zero;
  if (more.eq(0) || price.eq(0)) return [];
  return [{ ...after, quantity: more.abs().toFixed(), price: price.times(-1).toFixed() }];
};

const lineOf = ({ before, after }: DealDrift['pairs'][number]): DealLine[] => {
  if (!before) return [after];
  if (after && hasSameUnit(before, after)) {
    return quantityLine(before, after);
  }
  const amount = (after ? lineAmount(after) : zero).minus(lineAmount(before));
  if (amount.eq(0)) return [];
  const discount = { kind: 'amount' as const, value: '0' };
  return [{ ...(after ?? before), quantity: '1', price: money(amount), discount }];
};

/**
 * Returns the lines of the difference; null when it is not positive, or in two currencies. A line
 * that became cheaper or fewer has a negative price. Pure.
 */
export const differenceToBill = (
  drift: DealDrift,
  current: DealSnapshot,
): DifferenceToBill | null => {
  const { total, discount, currency, hasSameDiscounts } = drift;
  if (currency.before !== currency.after || total.after.lte(total.before)) return null;
  const lines = drift.pairs.flatMap(lineOf);
  const onlyPercent = current.discounts.every(({ kind }) => kind === 'percent');
  if (hasSameDiscounts && onlyPercent) {
    return { lines, discounts: current.discounts, lessDiscount: null };
  }
  const more = discount.after.minus(discount.before);
  return {
    lines,
    discounts: more.gt(0) ? [{ kind: 'amount', value: money(more) }] : [],
    lessDiscount: more.lt(0) ? money(more.times(-1)) : null,
  };
};
