import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { Big, cents, money, parseDecimal, sum } from '@dealbill/server/shared/money/money';
import type { DocumentLine, DocumentTotals, InvoiceDocument } from '../../editor/document.ts';
import { documentOf } from './edit-document.ts';
import { sameNumber } from './same-lines.ts';

/**
 * Amount in cents: QuickBooks' own while quantity and price are unchanged, null while they are
 * invalid.
 */
export const amountOf = (line: DocumentLine, page: InvoicePage): string | null => {
  const was = line.existing && openedLines(page).get(line.existing.id);
  const untouched =
    was && sameNumber(was.quantity, line.quantity) && sameNumber(was.unitPrice, line.unitPrice);
  if (untouched) return was.existing?.amount ?? null;
  const [quantity, price] = [parseDecimal(line.quantity), parseDecimal(line.unitPrice)];
  return quantity && price ? money(quantity.times(price)) : null;
};

const linesById = new WeakMap<InvoiceDocument, Map<string, DocumentLine>>();

/** The lines as opened by their QuickBooks id. */
const openedLines = (page: InvoicePage): Map<string, DocumentLine> => {
  const document = documentOf(page);
  const known = linesById.get(document);
  if (known) return known;
  const lines = new Map(document.lines.map((line) => [line.existing?.id ?? '', line]));
  linesById.set(document, lines);
  return lines;
};

const discountAfter = (page: InvoicePage, subtotal: Big): Big =>
  page.discountPercent === null
    ? new Big(page.discount)
    : cents(subtotal.times(page.discountPercent).div(100));

/** Totals of the invoice with the typed lines; what an edit cannot change stays as it is. */
export const totalsAfter = (page: InvoicePage, { lines }: InvoiceDocument): DocumentTotals => {
  const amounts = new Map(lines.map((line) => [line.key, amountOf(line, page)]));
  const subtotal = sum([...amounts.values()].map((amount) => new Big(amount ?? 0)));
  const discount = discountAfter(page, subtotal);
  const { shipping, other } = page;
  return {
    amounts,
    subtotal: money(subtotal),
    discount: money(discount),
    discountAsAmount: null,
    shipping,
    other,
    tax: page.taxed ? null : '0.00',
    taxRows: [],
    total: money(subtotal.minus(discount).plus(shipping).plus(other)),
    complete: [...amounts.values()].every((amount) => amount !== null),
  };
};

/** The total now and with the typed lines; before tax where QuickBooks calculates it. */
export const totalBeside = (
  page: InvoicePage,
  typed: InvoiceDocument,
): { before: string; after: string; beforeTax: boolean } => {
  const { total: after } = totalsAfter(page, typed);
  return page.taxed
    ? { before: totalsAfter(page, documentOf(page)).total, after, beforeTax: true }
    : { before: page.invoice.total, after, beforeTax: false };
};
