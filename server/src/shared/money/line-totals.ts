import type { DraftLine } from '../contract/draft-content.ts';
import { netOfGross } from '../tax/tax-rows.ts';
import { lineAmounts, priceDecimals, unitPriceFor } from './line-amounts.ts';
import { Big, type Decimal, decimals, money, sum } from './money.ts';
import { oncePerObject } from './once-per-object.ts';
import { fromCents, toCents } from './whole-cents.ts';

/** One line as QuickBooks will store it; amounts are null when a typed figure is not a number. */
export type LineTotals = {
  key: string;
  /**
   * After the line's discount and without tax, 2 to 7 decimals; cents(price x quantity) is
   * `amount`.
   */
  netUnitPrice: Decimal | null;
  /** Line amount after the line's discount, without tax. */
  amount: Decimal | null;
  /** Price x quantity as typed: before the discount; contains the tax when prices are inclusive. */
  grossAmount: Decimal | null;
  /** The line's own discount on `grossAmount`. */
  discountAmount: Decimal | null;
  /** `amount` with its tax when prices are inclusive; else null. */
  inclusiveAmount: Decimal | null;
  /** The items of a bundle, whose amounts make up that of the line. */
  parts?: LineTotals[];
};

/** Figures of one line, before they are formatted as text. */
export type LineFigures = {
  price: Big;
  amount: Big;
  gross: Big;
  discount: Big;
  /** After the discount; contains the tax when prices are inclusive, else equals `amount`. */
  typedNet: Big;
};

/**
 * Calculates one line. `percent` is the sum of its tax rates when typed prices contain the tax,
 * else null. Returns null when quantity, price or discount is not a number.
 */
export const lineFigures = oncePerObject(
  (line: DraftLine, percent: bigint | null): LineFigures | null => {
    // An inclusive price under a rate of 0 % contains no tax to remove.
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
  },
);

const priceText = (price: Big): Decimal => price.toFixed(Math.max(2, decimals(price)));

const textOf = oncePerObject((figures: LineFigures, inclusive: boolean) => ({
  netUnitPrice: priceText(figures.price),
  amount: money(figures.amount),
  grossAmount: money(figures.gross),
  discountAmount: money(figures.discount),
  inclusiveAmount: inclusive ? money(figures.typedNet) : null,
}));

const unknown = {
  netUnitPrice: null,
  amount: null,
  grossAmount: null,
  discountAmount: null,
  inclusiveAmount: null,
};

/** Formats the figures as decimal text. */
export const lineTotals = (
  key: string,
  figures: LineFigures | null,
  inclusive: boolean,
): LineTotals => ({ key, ...(figures ? textOf(figures, inclusive) : unknown) });

/** Adds up the items of a bundle; without amounts while one of them has none. */
export const bundleTotals = (key: string, parts: LineTotals[]): LineTotals => {
  const all = (figure: 'amount' | 'grossAmount' | 'inclusiveAmount'): Decimal | null => {
    const known = parts.flatMap((part) => part[figure] ?? []);
    return known.length < parts.length ? null : money(sum(known.map((one) => new Big(one))));
  };
  return {
    key,
    netUnitPrice: null,
    amount: all('amount'),
    grossAmount: all('grossAmount'),
    discountAmount: all('amount') === null ? null : '0.00',
    inclusiveAmount: all('inclusiveAmount'),
    parts,
  };
};
