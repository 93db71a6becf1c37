import type { Books } from './books.ts';
import type { DraftContent } from './draft-content.ts';
import { discountOff, parseDiscount } from './line-amounts.ts';
import { type LineTotals, lineFigures, lineTotals } from './line-totals.ts';
import { Big, cents, type Decimal, money, sum, zero } from './money.ts';
import { type Sale, type SaleDiscount, saleTotals } from './sale-totals.ts';
import type { TaxRounding } from './tax-rounding.ts';
import { lineRates, percentOf, type TaxRow, taxIsUnknown, taxRow } from './tax-rows.ts';

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

/**
 * An amount off inclusive prices, without its tax. As only the net amount is sent, it is the one that makes
 * QuickBooks' total what was typed, or where no net amount does, a cent from it.
 */
const netDiscount = (off: Big, typed: Big, sale: Sale): Big => {
  const net = sum(sale.lines.map((line) => line.net));
  if (off.gte(typed)) return net;
  const missOf = (amount: Big): Big =>
    saleTotals({ ...sale, discount: { kind: 'amount', net: amount } })
      .total.minus(typed)
      .plus(off);
  let best = cents(off.times(net).div(typed));
  let miss = missOf(best);
  for (const step of miss.eq(0) ? [] : [cents(miss.times(net).div(typed)), missedCent(miss)]) {
    const other = best.plus(step);
    const otherMiss = missOf(other);
    if (otherMiss.abs().gte(miss.abs()) || other.lt(0) || other.gt(net)) continue;
    [best, miss] = [other, otherMiss];
  }
  return best;
};

const missedCent = (miss: Big): Big => new Big(miss.gt(0) ? '0.01' : '-0.01');

const saleDiscount = (content: DraftContent, off: Big, typed: Big, sale: Sale): SaleDiscount => {
  const read = parseDiscount(content.discount);
  if (off.eq(0) || read === null) return { kind: 'none' };
  if (read.kind === 'percent')
    return { kind: 'percent', percent: read.value.gt(100) ? new Big(100) : read.value };
  return { kind: 'amount', net: sale.inclusive ? netDiscount(off, typed, sale) : off };
};

/** What QuickBooks will make of the form. With inclusive prices the typed figures contain the tax. */
export const invoiceTotals = (
  content: DraftContent,
  books: Books,
  rounding: TaxRounding = books.taxRounding,
): InvoiceTotals => {
  const inclusive = pricesInclude(content, books);
  const lines = content.lines.map((line) => {
    const rates = lineRates(line, content, books);
    return { line, rates, figures: lineFigures(line, inclusive ? percentOf(rates) : null) };
  });
  const saleLines = lines.map(({ rates, figures }) => ({
    rates,
    net: figures?.amount ?? zero,
    gross: figures?.typedNet ?? zero,
  }));
  const typed = sum(saleLines.map(({ gross }) => gross));
  const off = discountOff(typed, content.discount);
  const undiscounted: Sale = {
    lines: saleLines,
    discount: { kind: 'none' },
    inclusive,
    rounding,
    taxAfterDiscount: true,
  };
  const discount = saleDiscount(content, off ?? zero, typed, undiscounted);
  const totals = saleTotals({ ...undiscounted, discount });
  return {
    lines: lines.map(({ line, figures }) => lineTotals(line.key, figures, inclusive)),
    subtotal: money(totals.subtotal),
    discount: money(totals.discount),
    tax: taxIsUnknown(content, books) ? null : money(totals.tax),
    taxRows: totals.rows.map(taxRow),
    total: money(totals.total),
    complete: off !== null && lines.every(({ figures }) => figures !== null),
  };
};
