import type { Discount, DraftLine } from '../contract/draft-content.ts';
import { Big, cents, decimals, isWorkable, parseDecimal, percentage, zero } from './money.ts';
import { oncePerObject } from './once-per-object.ts';
import { divideRounded } from './whole-cents.ts';

/**
 * Amounts of one line in the invoice's currency; with inclusive prices all of them contain the tax.
 */
export type LineAmounts = {
  quantity: Big;
  /** Unit price as typed, before the line's discount. */
  grossPrice: Big;
  /** cents(price x quantity). */
  gross: Big;
  discount: Big;
  /** gross less discount. */
  net: Big;
};

export const hundred = new Big(100);

/**
 * Reads a typed discount; an empty value is no discount. Null when it is negative or not a number.
 */
export const parseDiscount = (
  discount: Discount,
): { kind: 'none' | 'percent' | 'amount'; value: Big } | null => {
  if (discount.kind === 'none' || discount.value.trim() === '')
    return { kind: 'none', value: zero };
  const value = parseDecimal(discount.value);
  return value === null || value.lt(zero) ? null : { kind: discount.kind, value };
};

/**
 * The amount that a discount takes off `base`, in cents, never more than `base`. Null when the
 * discount is negative or not a number.
 */
export const discountOff = (base: Big, discount: Discount): Big | null => {
  const read = parseDiscount(discount);
  if (read === null) return null;
  if (read.kind === 'percent') {
    return cents(percentage(base, read.value.gt(hundred) ? hundred : read.value));
  }
  if (read.value.gt(base)) return base.gt(zero) ? base : zero;
  return cents(read.value);
};

/** Without discount and net when the typed discount is not one. */
type Typed = Pick<LineAmounts, 'quantity' | 'grossPrice' | 'gross'> & {
  amounts: LineAmounts | null;
};

const typedFigures = oncePerObject((line: DraftLine): Typed | null => {
  const quantity = parseDecimal(line.quantity);
  const grossPrice = parseDecimal(line.unitPrice);
  if (quantity === null || grossPrice === null) return null;
  if (!isWorkable(quantity) || !isWorkable(grossPrice)) return null;
  const figures = { quantity, grossPrice, gross: cents(grossPrice.times(quantity)) };
  const discount = discountOff(figures.gross, line.discount);
  const amounts = discount && { ...figures, discount, net: figures.gross.minus(discount) };
  return { ...figures, amounts };
});

/** cents(price x quantity), before the discount; null when either is not a usable number. */
export const grossAmount = (line: DraftLine): Big | null => typedFigures(line)?.gross ?? null;

/**
 * Null when quantity, price or discount is not a number, or when quantity or price has too many
 * digits (`isWorkable`).
 */
export const lineAmounts = (line: DraftLine): LineAmounts | null =>
  typedFigures(line)?.amounts ?? null;

const mostDecimals = 7;

/**
 * Decimals that a price may have to survive as a JSON number: 15 digits in all, 7 after the point.
 */
export const priceDecimals = (price: Big): number => decimalsFor(price.e);

const decimalsFor = (exponent: number): number =>
  Math.max(2, Math.min(mostDecimals, 14 - exponent));

const digitsOf = (value: bigint): number => String(value < 0n ? -value : value).length;

const scaled = (value: bigint, places: number): Big => new Big(`${value}e-${places}`);

/**
 * Finds the unit price with the fewest decimals that makes `amount`, which is in cents: QuickBooks
 * refuses a line whose Amount is not UnitPrice x Qty (error 6070). If none does, the amount follows
 * the nearest price. Calculates in BigInt, because an invoice can have 750 lines.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export const unitPriceFor = (amount: Big, quantity: Big): { price: Big; amount: Big } => {
  if (quantity.eq(zero)) return { price: zero, amount: zero };
  const shift = decimals(quantity);
  const signed = BigInt(quantity.toFixed(shift).replace('.', ''));
  const [sign, many] = signed < 0n ? [-1n, -signed] : [1n, signed];
  const wanted = BigInt(amount.toFixed(2).replace('.', ''));
  // Digits of the price before the point, at least 1.
  const whole = digitsOf((wanted * 10n ** BigInt(shift)) / (100n * many));
  const most = decimalsFor(whole - 1);
  for (let places = 2; ; places += 1) {
    const dividend = sign * wanted * 10n ** BigInt(shift + places);
    const price = divideRounded(dividend, 100n * many);
    const made = divideRounded(price * signed * 100n, 10n ** BigInt(shift + places));
    if (made === wanted || places === most) {
      return { price: scaled(price, places), amount: scaled(made, 2) };
    }
  }
};
