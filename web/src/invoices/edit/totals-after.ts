import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { Big, cents, money, parseDecimal, sum, zero } from '@dealbill/server/shared/money/money';
import type { EditLine, EditValues } from './edit-values.ts';
import { keyOf, valuesOf } from './edit-values.ts';
import { sameNumber } from './same-values.ts';

export type TotalsAfter = {
  subtotal: string;
  discount: string;
  /** These stay as they are. */
  shipping: string;
  other: string;
  /** With what else QuickBooks has on it, such as tax that stays; null where QuickBooks works out tax. */
  total: string | null;
  beforeTax: string;
};

/** In cents; what QuickBooks has while neither quantity nor price changed, nothing while they make no number. */
export const amountOf = (line: EditLine, was: EditLine | undefined): string => {
  const untouched =
    was && sameNumber(was.quantity, line.quantity) && sameNumber(was.unitPrice, line.unitPrice);
  if (untouched) return was.amount;
  const [quantity, price] = [parseDecimal(line.quantity), parseDecimal(line.unitPrice)];
  return quantity && price ? money(quantity.times(price)) : '';
};

/** Lines by what they are known by. */
export const linesByKey = (page: InvoicePage): Map<string, EditLine> => {
  const { lines } = valuesOf(page);
  return new Map(
    page.lines.flatMap((told, at) => {
      const line = lines[at];
      return line ? [[keyOf(told, at), line] as const] : [];
    }),
  );
};

const discountAfter = (page: InvoicePage, subtotal: Big): Big =>
  page.discountPercent === null
    ? new Big(page.discount)
    : cents(subtotal.times(page.discountPercent).div(100));

/** What the invoice comes to once its lines are as typed; decimal text in its currency. */
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

/** What the invoice comes to now and once its lines are as typed; before tax where QuickBooks works that out. */
export const totalBeside = (
  page: InvoicePage,
  typed: EditValues,
): { before: string; after: string; beforeTax: boolean } => {
  const { total, beforeTax } = totalsAfter(page, typed);
  return total === null
    ? { before: totalsAfter(page, valuesOf(page)).beforeTax, after: beforeTax, beforeTax: true }
    : { before: page.invoice.total, after: total, beforeTax: false };
};
