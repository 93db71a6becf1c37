import type { Books } from './books.ts';
import { checkCustomer } from './check-customer.ts';
import { checkDetails } from './check-details.ts';
import { checkDiscount, checkLines } from './check-lines.ts';
import { unstorable } from './check-storable.ts';
import type { DraftContent } from './draft-content.ts';
import { draftLimits } from './draft-limits.ts';
import type { FieldError } from './error-body.ts';
import { type FieldErrors, wrong } from './field-problems.ts';
import { type InvoiceTotals, invoiceTotals, pricesInclude } from './invoice-totals.ts';
import { parseDiscount } from './line-amounts.ts';
import { Big, sum } from './money.ts';

const checkInvoiceDiscount = (content: DraftContent, books: Books, base: Big): FieldErrors => {
  const path = 'discount.value';
  const typed = parseDiscount(content.discount);
  const asked = typed === null || typed.value.gt(0);
  if (content.discount.kind !== 'none' && asked && !books.discounts)
    return wrong(path, 'discounts_off');
  return checkDiscount(path, content.discount, base);
};

const checkTotals = (
  content: DraftContent,
  books: Books,
  { lines, total }: InvoiceTotals,
): FieldErrors => {
  const typed = lines.map((line) =>
    pricesInclude(content, books) ? line.inclusiveAmount : line.amount,
  );
  const base = sum(typed.map((amount) => new Big(amount ?? 0)));
  const tooLarge = new Big(total).gt(draftLimits.amount);
  return [
    ...checkInvoiceDiscount(content, books, base),
    ...(base.lt(0) || new Big(total).lt(0) ? wrong('lines', 'negative_total') : []),
    ...(tooLarge ? wrong('lines', 'too_large', draftLimits.amount) : []),
  ];
};

/**
 * Everything in the form that QuickBooks would refuse, as far as the form and the books can tell, from
 * top to bottom; at most one error a field. Paths: `customer.choice`, `customer.choice.name`,
 * `customer.to|address|email|taxId`, `details.issueDate|term|dueDate|currency|exchangeRate|number|
 * salesTaxCodeId|message|memo`, `lines`, `lines.N.item|description|quantity|unitPrice|discount.value|taxCodeId`,
 * `discount.value`. An empty number, due date or discount is fine: QuickBooks numbers the invoice, applies
 * the customer's term, and takes nothing off.
 */
export const checkDraft = (
  content: DraftContent,
  books: Books,
  totals = invoiceTotals(content, books),
): FieldError[] => {
  const found = [
    ...checkCustomer(content, books),
    ...checkDetails(content, books),
    ...checkLines(content, books),
    ...checkTotals(content, books, totals),
  ];
  const paths = new Set(found.map(({ path }) => path));
  return [...found, ...unstorable(content).filter(({ path }) => !paths.has(path))];
};
