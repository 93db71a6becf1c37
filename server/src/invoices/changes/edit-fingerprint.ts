import { createHash } from 'node:crypto';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { InvoiceChanges } from '../../shared/contract/invoice-changes.ts';

type Field = keyof InvoiceChanges;

/** What of an invoice an edit of this field would write over, in the order of the marks. */
const written: Record<Field, (invoice: QuickbooksInvoice) => unknown> = {
  dueDate: ({ dueDate }) => dueDate,
  termId: ({ termId }) => termId,
  message: ({ message }) => message,
  memo: ({ memo }) => memo,
  email: ({ email }) => email,
  lines: ({ lines, discount, tax }) => ({ lines, discount, tax }),
};
const fields = Object.keys(written) as Field[];

const mark = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);

/**
 * What can be edited of an invoice, as somebody sees it: a mark per field, joined by dots. Unlike the
 * SyncToken it stays the same when a payment comes.
 */
export const editFingerprint = (invoice: QuickbooksInvoice): string =>
  fields.map((field) => mark(written[field](invoice))).join('.');

/**
 * Whether what these changes are about to change is still as it was seen. `marks` of the invoice as it is now,
 * where they are known.
 */
export const untouched = (
  seen: string,
  now: QuickbooksInvoice,
  changes: InvoiceChanges,
  marks = editFingerprint(now),
): boolean => {
  const [before, after] = [seen.split('.'), marks.split('.')];
  return fields.every((field, at) => changes[field] === undefined || before[at] === after[at]);
};
