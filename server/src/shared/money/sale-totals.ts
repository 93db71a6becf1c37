import type { TaxRounding } from '../tax/tax-rounding.ts';
import { type RateTax, type Taxed, taxInside, taxOnTop } from '../tax/tax-rows.ts';
import type { Big } from './money.ts';
import { spreadCents } from './spread-cents.ts';
import { divideRounded, scaledPercent, totalOf, wholePercent } from './whole-cents.ts';

/**
 * One line in cents after its own discount: `net` without tax, `gross` with it. Both are equal when
 * prices do not contain the tax.
 */
export type SaleLine = Omit<Taxed, 'known'> & {
  /** Shipping is taxed like any line; the discount does not apply to it. */
  shipping?: boolean;
};

/** Whether the discount of the invoice applies to a line. */
export const isGoods = ({ shipping }: SaleLine): boolean => shipping !== true;

/** Discount of the whole invoice. An amount off inclusive prices is without tax, as it is sent. */
export type SaleDiscount =
  | { kind: 'none' }
  | { kind: 'percent'; percent: Big }
  | { kind: 'amount'; net: bigint };

export type Sale = {
  lines: SaleLine[];
  discount: SaleDiscount;
  /** True when prices contain the tax. */
  inclusive: boolean;
  rounding: TaxRounding;
  /** False: the tax is calculated before the discount (US, ApplyTaxAfterDiscount). */
  taxAfterDiscount: boolean;
};

/** In cents. */
export type SaleTotals = {
  /** Sum of the lines without shipping. */
  subtotal: bigint;
  discount: bigint;
  rows: RateTax[];
  tax: bigint;
  /** Subtotal less discount, with shipping and tax. */
  total: bigint;
};

const percentOff = (amounts: bigint[], percent: Big): bigint =>
  divideRounded(totalOf(amounts) * scaledPercent(percent), wholePercent);

const lessNet = (lines: SaleLine[], off: bigint): Taxed[] => {
  const shares = spreadCents(
    off,
    lines.map(({ net }) => net),
  );
  return lines.map(({ net, gross, rates }, at) => {
    const share = shares[at] ?? 0n;
    return { net: net - share, gross, rates, known: share === 0n ? 'both' : 'net' };
  });
};

const lessGross = (lines: SaleLine[], off: bigint): Taxed[] => {
  const shares = spreadCents(
    off,
    lines.map(({ gross }) => gross),
  );
  return lines.map(({ net, gross, rates }, at) => {
    const share = shares[at] ?? 0n;
    return { net, gross: gross - share, rates, known: share === 0n ? 'both' : 'gross' };
  });
};

/**
 * Subtracts each line's share of the discount: from the gross for a percentage off inclusive
 * prices, else from the net.
 */
const afterDiscount = (lines: SaleLine[], { discount, inclusive }: Sale): Taxed[] => {
  if (discount.kind === 'none') return lessNet(lines, 0n);
  if (discount.kind === 'amount') return lessNet(lines, discount.net);
  const grosses = lines.map((line) => line.gross);
  const nets = lines.map((line) => line.net);
  return inclusive
    ? lessGross(lines, percentOff(grosses, discount.percent))
    : lessNet(lines, percentOff(nets, discount.percent));
};

/**
 * Calculates the totals as QuickBooks does. Spreads the discount over the lines to the cent before
 * their tax is rounded. With inclusive prices the tax is gross less net, not rate times net.
 */
export const saleTotals = (sale: Sale): SaleTotals => {
  const goods = sale.lines.filter(isGoods);
  const shipping = sale.lines.filter((line) => !isGoods(line));
  const discounted = [...afterDiscount(goods, sale), ...lessNet(shipping, 0n)];
  const subtotal = totalOf(goods.map((line) => line.net));
  const charged = subtotal + totalOf(shipping.map((line) => line.net));
  if (sale.inclusive) {
    const { net, rows, tax } = taxInside(discounted, sale.rounding);
    return { subtotal, discount: charged - net, rows, tax, total: net + tax };
  }
  const taxed = sale.taxAfterDiscount ? discounted : lessNet(sale.lines, 0n);
  const rows = taxOnTop(taxed, sale.rounding);
  const tax = totalOf(rows.map((row) => row.tax));
  const net = totalOf(discounted.map((line) => line.net));
  return { subtotal, discount: charged - net, rows, tax, total: net + tax };
};
