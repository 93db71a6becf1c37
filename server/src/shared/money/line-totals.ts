import type { DraftLine } from '../contract/draft-content.ts';
import { netOfGross } from '../tax/tax-rows.ts';
import { lineAmounts, priceDecimals, unitPriceFor } from './line-amounts.ts';
import { type Big, type Decimal, decimals, money } from './money.ts';
import { fromCents, toCents } from './whole-cents.ts';

/** One line as QuickBooks will keep it. Null where the typed figures make no number. */
export type LineTotals = {
  key: string;
  /** After the line's discount and without tax, 2 to 7 decimals; cents(price x quantity) is `amount`. */
  netUnitPrice: Decimal | null;
  /** Line amount after the line's discount, without tax. */
  amount: Decimal | null;
  /** Price x quantity as typed: before the discount, with tax where prices are inclusive. */
  grossAmount: Decimal | null;
  /** What the line's own discount takes off `grossAmount`. */
  discountAmount: Decimal | null;
  /** `amount` with its tax, where prices are inclusive; null otherwise. */
  inclusiveAmount: Decimal | null;
};

/** The figures of one line, still as numbers. */
export type LineFigures = {
  price: Big;
  amount: Big;
  gross: Big;
  discount: Big;
  /** After the discount, with tax where prices are inclusive; without, it is `amount`. */
  typedNet: Big;
};

/**
 * Works one line out. `percent` is what its tax rates add up to where typed prices contain the tax,
 * null elsewhere. Null when quantity, price or discount make no number.
 */
export const lineFigures = (line: DraftLine, percent: bigint | null): LineFigures | null => {
  // Without a tax there is nothing to take out of an inclusive price.
  const inclusivePercent = percent === 0n ? null : percent;
  const typed = lineAmounts(line);
  if (typed === null) return null;
  const { quantity, grossPrice, gross, discount, net: typedNet } = typed;
  const asTyped = discount.eq(0) && inclusivePercent === null;
  if (asTyped && decimals(grossPrice) <= priceDecimals(grossPrice)) {
    return { price: grossPrice, amount: gross, gross, discount, typedNet };
  }
  const wanted =
    inclusivePercent === null
      ? typedNet
      : fromCents(netOfGross(toCents(typedNet), inclusivePercent));
  const { price, amount } = unitPriceFor(wanted, quantity);
  return inclusivePercent === null
    ? { price, amount, gross, discount: gross.minus(amount), typedNet: amount }
    : { price, amount, gross, discount, typedNet };
};

const priceText = (price: Big): Decimal => price.toFixed(Math.max(2, decimals(price)));

/** The figures as decimal text. */
export const lineTotals = (
  key: string,
  figures: LineFigures | null,
  inclusive: boolean,
): LineTotals => ({
  key,
  netUnitPrice: figures && priceText(figures.price),
  amount: figures && money(figures.amount),
  grossAmount: figures && money(figures.gross),
  discountAmount: figures && money(figures.discount),
  inclusiveAmount: figures && inclusive ? money(figures.typedNet) : null,
});
