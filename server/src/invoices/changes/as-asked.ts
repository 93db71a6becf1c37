import type { BooksInvoice, BooksInvoiceLine } from '../../quickbooks/told.ts';
import { linesWithKinds } from '../../quickbooks/translate/told-lines.ts';
import { emailList } from '../../shared/email-list.ts';
import type { InvoiceChanges } from '../../shared/invoice-changes.ts';
import { lostLetters } from '../../shared/lost-letters.ts';
import { cents, parseDecimal } from '../../shared/money.ts';

type AskedLine = NonNullable<InvoiceChanges['lines']>[number];

/** QuickBooks may trim a text, write its line ends in its own way, and lose letters beyond Latin-1. */
const sameText = (told: string, asked: string): boolean => {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(told) === plain(asked) || lostLetters(asked, told);
};

/** An edit may send a longer price that gives the same amount, so that amounts are what counts. */
const sameFigures = (told: BooksInvoiceLine, asked: AskedLine): boolean => {
  const quantity = parseDecimal(asked.quantity);
  const price = parseDecimal(asked.unitPrice);
  if (!quantity || !price) return true;
  const toldQuantity = parseDecimal(told.quantity ?? '');
  const toldAmount = parseDecimal(told.amount);
  return !!toldQuantity?.eq(quantity) && !!toldAmount?.eq(cents(quantity.times(price)));
};

type ToldLine = BooksInvoiceLine & { taxCodeId: string | null };

const sameLine = (told: ToldLine | undefined, asked: AskedLine): boolean =>
  told !== undefined &&
  (asked.itemId === null || told.itemId === asked.itemId) &&
  (asked.taxCodeId === undefined || told.taxCodeId === asked.taxCodeId) &&
  sameText(told.description, asked.description) &&
  sameFigures(told, asked);

const sameLines = (told: ToldLine[], asked: AskedLine[]): boolean =>
  told.length === asked.length && asked.every((line, at) => sameLine(told[at], line));

/**
 * Whether an invoice says all that an edit asked for. A term that was taken away does not count:
 * QuickBooks may put the company's own in its place.
 */
export const isAsAsked = (
  invoice: BooksInvoice,
  { dueDate, termId, message, memo, email, lines }: InvoiceChanges,
): boolean =>
  (dueDate === undefined || invoice.dueDate === dueDate) &&
  (!termId || invoice.termId === termId) &&
  (message === undefined || sameText(invoice.message, message)) &&
  (memo === undefined || sameText(invoice.memo, memo)) &&
  (email === undefined || emailList(invoice.email) === emailList(email)) &&
  (lines === undefined || sameLines(linesWithKinds(invoice), lines));
