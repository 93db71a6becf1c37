import type { QuickbooksInvoice, QuickbooksInvoiceLine } from '../../quickbooks/models.ts';
import { linesWithKinds } from '../../quickbooks/translate/raw-lines.ts';
import { emailList } from '../../shared/checks/email-list.ts';
import type { InvoiceChanges } from '../../shared/contract/invoice-changes.ts';
import { cents, parseDecimal } from '../../shared/money/money.ts';
import { lostLetters } from '../../shared/text/lost-letters.ts';

type AskedLine = NonNullable<InvoiceChanges['lines']>[number];

/** QuickBooks may trim a text, write its line ends in its own way, and lose letters beyond Latin-1. */
const sameText = (told: string, asked: string): boolean => {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(told) === plain(asked) || lostLetters(asked, told);
};

/** An edit may send a longer price that gives the same amount, so that amounts are what counts. */
const sameFigures = (told: QuickbooksInvoiceLine, asked: AskedLine): boolean => {
  const quantity = parseDecimal(asked.quantity);
  const price = parseDecimal(asked.unitPrice);
  if (!quantity || !price) return true;
  const toldQuantity = parseDecimal(told.quantity ?? '');
  const toldAmount = parseDecimal(told.amount);
  return !!toldQuantity?.eq(quantity) && !!toldAmount?.eq(cents(quantity.times(price)));
};

type RawLine = QuickbooksInvoiceLine & { taxCodeId: string | null };

const sameLine = (rawLine: RawLine | undefined, asked: AskedLine): boolean =>
  rawLine !== undefined &&
  (asked.itemId === null || rawLine.itemId === asked.itemId) &&
  (asked.taxCodeId === undefined || rawLine.taxCodeId === asked.taxCodeId) &&
  sameText(rawLine.description, asked.description) &&
  sameFigures(rawLine, asked);

const sameLines = (rawLines: RawLine[], asked: AskedLine[]): boolean =>
  rawLines.length === asked.length && asked.every((line, at) => sameLine(rawLines[at], line));

/**
 * Whether an invoice says all that an edit asked for. A term that was taken away does not count:
 * QuickBooks may put the company's own in its place.
 */
export const matchesRequest = (
  invoice: QuickbooksInvoice,
  { dueDate, termId, message, memo, email, lines }: InvoiceChanges,
): boolean =>
  (dueDate === undefined || invoice.dueDate === dueDate) &&
  (!termId || invoice.termId === termId) &&
  (message === undefined || sameText(invoice.message, message)) &&
  (memo === undefined || sameText(invoice.memo, memo)) &&
  (email === undefined || emailList(invoice.email) === emailList(email)) &&
  (lines === undefined || sameLines(linesWithKinds(invoice), lines));
