import type { Discount, DraftLine } from './draft-content.ts';
import { Big, cents, isWorkable, parseDecimal, percentage, zero } from './money.ts';

/** Amounts of one line in the invoice's currency; with inclusive prices all of them contain the tax. */
export type LineAmounts = {
  quantity: Big;
  /** Price of one as typed, before the line's discount. */
  grossPrice: Big;
  /** cents(price x quantity). */
  gross: Big;
  discount: Big;
  /** gross less discount. */
  net: Big;
};

const hundred = new Big(100);

/** A discount read from what was typed: nothing typed is no discount. Null when it is no such number. */
export const parseDiscount = (
  discount: Discount,
): { kind: 'none' | 'percent' | 'amount'; value: Big } | null => {
  if (discount.kind === 'none' || discount.value.trim() === '')
    return { kind: 'none', value: zero };
  const value = parseDecimal(discount.value);
  return value === null || value.lt(0) ? null : { kind: discount.kind, value };
};

/** What a discount takes off `base`, in cents: never more than all of it. Null when it makes no number. */
export const discountOff = (base: Big, discount: Discount): Big | null => {
  const read = parseDiscount(discount);
  if (read === null) return null;
  if (read.kind === 'percent') {
    return cents(percentage(base, read.value.gt(100) ? hundred : read.value));
  }
  if (read.value.gt(base)) return base.gt(0) ? base : zero;
  return cents(read.value);
};

const figuresOf = (line: DraftLine): { quantity: Big; grossPrice: Big } | null => {
  const quantity = parseDecimal(line.quantity);
  const grossPrice = parseDecimal(line.unitPrice);
  if (quantity === null || grossPrice === null) return null;
  return isWorkable(quantity) && isWorkable(grossPrice) ? { quantity, grossPrice } : null;
};

/** cents(price x quantity), whatever the discount is; null when they make no number. */
export const grossAmount = (line: DraftLine): Big | null => {
  const figures = figuresOf(line);
  return figures && cents(figures.grossPrice.times(figures.quantity));
};

/** Null when quantity, price or discount make no number, or have more digits than is worked with. */
export const lineAmounts = (line: DraftLine): LineAmounts | null => {
  const figures = figuresOf(line);
  if (figures === null) return null;
  const gross = cents(figures.grossPrice.times(figures.quantity));
  const discount = discountOff(gross, line.discount);
  return discount === null ? null : { ...figures, gross, discount, net: gross.minus(discount) };
};

const most = 7;

/** Decimals one may use so that the price survives as a JSON number: 15 digits in all, 7 after the point. */
export const priceDecimals = (price: Big): number => Math.max(2, Math.min(most, 14 - price.e));

/**
 * The unit price that makes `amount` when multiplied, with as few decimals as do it: QuickBooks refuses a
 * line whose Amount is not UnitPrice x Qty (Intuit: error 6070). Where a huge quantity allows none, the
 * amount follows the nearest price.
 */
export const unitPriceFor = (amount: Big, quantity: Big): { price: Big; amount: Big } => {
  if (quantity.eq(0)) return { price: zero, amount: zero };
  const exact = amount.div(quantity);
  const digits = priceDecimals(exact);
  for (let places = 2; places <= digits; places += 1) {
    const price = exact.round(places, Big.roundHalfUp);
    if (cents(price.times(quantity)).eq(amount)) return { price, amount };
  }
  const price = exact.round(digits, Big.roundHalfUp);
  return { price, amount: cents(price.times(quantity)) };
};
