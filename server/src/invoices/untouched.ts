import type { BooksInvoice } from '../quickbooks/told.ts';
import type { InvoiceChanges } from '../shared/invoice-changes.ts';

type Field = keyof InvoiceChanges;

/** What of an invoice an edit of this field would write over. */
const written: Record<Field, (invoice: BooksInvoice) => unknown> = {
  dueDate: ({ dueDate }) => dueDate,
  termId: ({ termId }) => termId,
  message: ({ message }) => message,
  memo: ({ memo }) => memo,
  email: ({ email }) => email,
  lines: ({ lines, discount, tax }) => ({ lines, discount, tax }),
};

/** Whether nobody changed, between two looks, what these changes are about to change. */
export const untouched = (
  before: BooksInvoice,
  now: BooksInvoice,
  changes: InvoiceChanges,
): boolean =>
  (Object.keys(changes) as Field[]).every(
    (field) => JSON.stringify(written[field](before)) === JSON.stringify(written[field](now)),
  );
