import type { QuickbooksInvoice, QuickbooksInvoiceLine } from '../../quickbooks/models.ts';
import { linesWithKinds } from '../../quickbooks/translate/raw-lines.ts';
import { emailList } from '../../shared/checks/email-list.ts';
import type { InvoiceChanges } from '../../shared/contract/invoice-changes.ts';
import {
  type StoredFields,
  storedText,
  textFieldNames,
} from '../../shared/contract/invoice-fields.ts';
import { cents, parseDecimal } from '../../shared/money/money.ts';
import { lostLetters } from '../../shared/text/lost-letters.ts';

type RequestedLine = NonNullable<InvoiceChanges['lines']>[number];

/** QuickBooks may trim text, change line endings, and replace letters beyond Latin-1. */
const sameText = (actual: string, requested: string): boolean => {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(actual) === plain(requested) || lostLetters(requested, actual);
};

/**
 * Compares amounts, because an edit may send a price with more decimals that gives the same amount.
 */
const sameFigures = (actual: QuickbooksInvoiceLine, requested: RequestedLine): boolean => {
  const quantity = parseDecimal(requested.quantity);
  const price = parseDecimal(requested.unitPrice);
  if (!quantity || !price) return true;
  const actualQuantity = parseDecimal(actual.quantity ?? '');
  const actualAmount = parseDecimal(actual.amount);
  return !!actualQuantity?.eq(quantity) && !!actualAmount?.eq(cents(quantity.times(price)));
};

type RawLine = QuickbooksInvoiceLine & { taxCodeId: string | null; serviceDate: string | null };

const sameLine = (rawLine: RawLine | undefined, requested: RequestedLine): boolean =>
  rawLine !== undefined &&
  (requested.itemId === null || rawLine.itemId === requested.itemId) &&
  (requested.taxCodeId === undefined || rawLine.taxCodeId === requested.taxCodeId) &&
  (requested.serviceDate === undefined || (rawLine.serviceDate ?? '') === requested.serviceDate) &&
  sameText(rawLine.description, requested.description) &&
  sameFigures(rawLine, requested);

const sameLines = (rawLines: RawLine[], requested: RequestedLine[]): boolean =>
  rawLines.length === requested.length &&
  requested.every((line, index) => sameLine(rawLines[index], line));

type FurtherChanges = Omit<
  InvoiceChanges,
  'dueDate' | 'termId' | 'message' | 'memo' | 'email' | 'lines'
>;

const sameFields = (
  fields: StoredFields | undefined,
  { classId, locationId, ...texts }: FurtherChanges,
): boolean =>
  (classId === undefined || (fields?.class?.id ?? null) === classId) &&
  (locationId === undefined || (fields?.location?.id ?? null) === locationId) &&
  textFieldNames.every((name) => {
    const requested = texts[name];
    return requested === undefined || sameText(storedText(fields, name), requested);
  });

/**
 * Whether an invoice has all values an edit requested. A removed term is not compared, because
 * QuickBooks may set the company's default instead.
 */
export const matchesRequest = (
  invoice: QuickbooksInvoice,
  { dueDate, termId, message, memo, email, lines, ...further }: InvoiceChanges,
): boolean =>
  (dueDate === undefined || invoice.dueDate === dueDate) &&
  (!termId || invoice.termId === termId) &&
  (message === undefined || sameText(invoice.message, message)) &&
  (memo === undefined || sameText(invoice.memo, memo)) &&
  (email === undefined || emailList(invoice.email) === emailList(email)) &&
  (lines === undefined || sameLines(linesWithKinds(invoice), lines)) &&
  sameFields(invoice.fields, further);
