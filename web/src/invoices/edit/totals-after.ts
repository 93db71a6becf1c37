import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { Big, cents, money, parseDecimal, sum, zero } from '@dealbill/server/shared/money/money';
import type { EditLine, EditValues } from './edit-values.ts';
import { keyOf, valuesOf } from './edit-values.ts';
import { sameNumber } from './same-values.ts';

export type TotalsAfter = {
  subtotal: string;
  discount: string;
  /** Unchanged by edits. */
  shipping: string;
  other: string;
  /** Includes unchanged parts such as fixed tax; null where QuickBooks calculates the tax. */
  total: string | null;
  beforeTax: string;
};

/**
 * Amount in cents: QuickBooks' own while quantity and price are unchanged, 0 while they are
 * invalid.
 */
export const amountOf = (line: EditLine, was: EditLine | undefined): string => {
  const untouched =
    was && sameNumber(was.quantity, line.quantity) && sameNumber(was.unitPrice, line.unitPrice);
  if (untouched) return was.amount;
  const [quantity, price] = [parseDecimal(line.quantity), parseDecimal(line.unitPrice)];
  return quantity && price ? money(quantity.times(price)) : '';
};

/** Lines by their key. */
export const linesByKey = (page: InvoicePage): Map<string, EditLine> => {
  const { lines } = valuesOf(page);
  return new Map(
    page.lines.flatMap((original, index) => {
      const line = lines[index];
      return line ? [[keyOf(original, index), line] as const] : [];
    }),
  );
};

const discountAfter = (page: InvoicePage, subtotal: Big): Big =>
  page.discountPercent === null
    ? new Big(page.discount)
    : cents(subtotal.times(page.discountPercent).div(100));

/** Totals of the invoice with the typed lines; decimal text in its currency. */
export const totalsAfter = (page: InvoicePage, { lines }: EditValues): TotalsAfter => {
  const before = linesByKey(page);
  const amounts = lines.map((line) => amountOf(line, before.get(line.id ?? '')));
  const subtotal = sum(amounts.map((amount) => (amount === '' ? zero : new Big(amount))));
  const discount = discountAfter(page, subtotal);
  const { shipping, other } = page;
  const beforeTax = subtotal.minus(discount).plus(shipping).plus(other);
  return {
    subtotal: money(subtotal),
    discount: money(discount),
    shipping,
    other,
    beforeTax: money(beforeTax),
    total: page.taxed ? null : money(beforeTax),
  };
};

/** The total now and with the typed lines; before tax where QuickBooks calculates it. */
export const totalBeside = (
  page: InvoicePage,
  typed: EditValues,
): { before: string; after: string; beforeTax: boolean } => {
  const { total, beforeTax } = totalsAfter(page, typed);
  return total === null
    ? { before: totalsAfter(page, valuesOf(page)).beforeTax, after: beforeTax, beforeTax: true }
    : { before: page.invoice.total, after: total, beforeTax: false };
};
