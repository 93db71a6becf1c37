import type { Books } from './books.ts';
import type { DraftContent } from './draft-content.ts';
import { discountOff } from './line-amounts.ts';
import { type LineTotals, lineFigures, lineTotals } from './line-totals.ts';
import { type Big, cents, type Decimal, money, sum, zero } from './money.ts';
import {
  fitTax,
  lineRates,
  percentOf,
  type TaxRow,
  taxByRate,
  taxIsUnknown,
  taxRow,
} from './tax-rows.ts';

/** Amounts in the invoice's currency, two decimals. */
export type InvoiceTotals = {
  /** In the order of the content's lines. */
  lines: LineTotals[];
  /** Sum of the lines' amounts, without tax. */
  subtotal: Decimal;
  /** The whole-invoice discount, without tax. */
  discount: Decimal;
  /** Null where only QuickBooks can know it (US, automated sales tax). */
  tax: Decimal | null;
  taxRows: TaxRow[];
  /** subtotal - discount + tax; without the tax while that is unknown. */
  total: Decimal;
  /** False when some figure makes no number and was counted as zero. */
  complete: boolean;
};

/** True when the typed prices and discounts contain the tax. */
export const pricesInclude = (content: DraftContent, books: Books): boolean =>
  books.taxRegime === 'per_line' && content.details.taxMode === 'inclusive';

/** The typed discount without its tax: the same part of `net` as `off` is of `gross`. */
const discountOfNet = (content: DraftContent, off: Big, gross: Big, net: Big): Big => {
  if (content.discount.kind === 'percent') return discountOff(net, content.discount) ?? zero;
  return gross.eq(0) ? zero : cents(off.times(net).div(gross));
};

/**
 * What QuickBooks will make of the form. With inclusive prices the typed figures are what the customer
 * pays, so the tax is what remains of them, not rate times net.
 */
export const invoiceTotals = (content: DraftContent, books: Books): InvoiceTotals => {
  const inclusive = pricesInclude(content, books);
  const lines = content.lines.map((line) => {
    const rates = lineRates(line, content, books);
    return { line, rates, figures: lineFigures(line, inclusive ? percentOf(rates) : null) };
  });
  const taxed = lines.map(({ rates, figures }) => ({ rates, amount: figures?.amount ?? zero }));
  const subtotal = sum(taxed.map(({ amount }) => amount));
  const typed = sum(lines.map(({ figures }) => figures?.typedNet ?? zero));
  const off = discountOff(typed, content.discount);
  const discount = inclusive ? discountOfNet(content, off ?? zero, typed, subtotal) : (off ?? zero);
  const byRate = taxByRate(taxed, subtotal, discount);
  const remainder = typed.minus(off ?? zero).minus(subtotal.minus(discount));
  const tax = inclusive ? remainder : sum(byRate.map((row) => row.tax));
  return {
    lines: lines.map(({ line, figures }) => lineTotals(line.key, figures, inclusive)),
    subtotal: money(subtotal),
    discount: money(discount),
    tax: taxIsUnknown(content, books) ? null : money(tax),
    taxRows: (inclusive ? fitTax(byRate, tax) : byRate).map(taxRow),
    total: money(subtotal.minus(discount).plus(tax)),
    complete: off !== null && lines.every(({ figures }) => figures !== null),
  };
};
