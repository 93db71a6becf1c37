import { type Big, cents, sum, zero } from './money.ts';
import { spreadCents } from './spread-cents.ts';
import type { TaxRounding } from './tax-rounding.ts';
import { type RateTax, type Taxed, taxInside, taxOnTop } from './tax-rows.ts';

/** One line after its own discount, without tax and with it; equal where prices do not contain the tax. */
export type SaleLine = Omit<Taxed, 'known'> & {
  /** Shipping is taxed like any line, but the discount neither counts nor lowers it. */
  shipping?: boolean;
};

/** The discount of the whole invoice. An amount off inclusive prices is without tax, as it is sent. */
export type SaleDiscount =
  | { kind: 'none' }
  | { kind: 'percent'; percent: Big }
  | { kind: 'amount'; net: Big };

export type Sale = {
  lines: SaleLine[];
  discount: SaleDiscount;
  /** True where prices contain the tax. */
  inclusive: boolean;
  rounding: TaxRounding;
  /** False taxes the lines as if there were no discount (US, ApplyTaxAfterDiscount). */
  taxAfterDiscount: boolean;
};

export type SaleTotals = {
  /** Of the lines without shipping. */
  subtotal: Big;
  discount: Big;
  rows: RateTax[];
  tax: Big;
  /** Subtotal less discount, with shipping and tax. */
  total: Big;
};

const percentOff = (amounts: Big[], percent: Big): Big =>
  cents(sum(amounts).times(percent).div(100));

const lessNet = (lines: SaleLine[], net: Big): Taxed[] => {
  const shares = spreadCents(
    net,
    lines.map((line) => line.net),
  );
  return lines.map((line, at) => {
    const off = shares[at] ?? zero;
    return { ...line, net: line.net.minus(off), known: off.eq(0) ? 'both' : 'net' };
  });
};

const lessGross = (lines: SaleLine[], gross: Big): Taxed[] => {
  const shares = spreadCents(
    gross,
    lines.map((line) => line.gross),
  );
  return lines.map((line, at) => {
    const off = shares[at] ?? zero;
    return { ...line, gross: line.gross.minus(off), known: off.eq(0) ? 'both' : 'gross' };
  });
};

/** Lines less their shares of the discount: off the gross where only the customer's price is known. */
const afterDiscount = (lines: SaleLine[], { discount, inclusive }: Sale): Taxed[] => {
  if (discount.kind === 'none') return lessNet(lines, zero);
  if (discount.kind === 'amount') return lessNet(lines, discount.net);
  const grosses = lines.map((line) => line.gross);
  const nets = lines.map((line) => line.net);
  return inclusive
    ? lessGross(lines, percentOff(grosses, discount.percent))
    : lessNet(lines, percentOff(nets, discount.percent));
};

/**
 * What QuickBooks makes of a sale. The discount is spread over the lines to the cent before their tax is
 * rounded. With inclusive prices the tax is what remains between gross and net, not rate times net.
 */
export const saleTotals = (sale: Sale): SaleTotals => {
  const goods = sale.lines.filter((line) => line.shipping !== true);
  const shipping = sale.lines.filter((line) => line.shipping === true);
  const discounted = [...afterDiscount(goods, sale), ...lessNet(shipping, zero)];
  const subtotal = sum(goods.map((line) => line.net));
  const charged = subtotal.plus(sum(shipping.map((line) => line.net)));
  if (sale.inclusive) {
    const { net, rows, tax } = taxInside(discounted, sale.rounding);
    return { subtotal, discount: charged.minus(net), rows, tax, total: net.plus(tax) };
  }
  const taxed = sale.taxAfterDiscount ? discounted : lessNet(sale.lines, zero);
  const rows = taxOnTop(taxed, sale.rounding);
  const tax = sum(rows.map((row) => row.tax));
  const net = sum(discounted.map((line) => line.net));
  return { subtotal, discount: charged.minus(net), rows, tax, total: net.plus(tax) };
};
