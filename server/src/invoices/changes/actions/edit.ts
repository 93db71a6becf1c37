import { AppError } from '../../../app-error.ts';
import { booksAsKnown } from '../../../books/service.ts';
import type { BooksInvoice } from '../../../quickbooks/told.ts';
import { linesWithKinds } from '../../../quickbooks/translate/told-lines.ts';
import { checkChanges } from '../../../shared/check-changes.ts';
import { withFittingTerm } from '../../../shared/fitting-term.ts';
import type { InvoiceChanges } from '../../../shared/invoice-changes.ts';
import { linesCanChange } from '../../possible-actions.ts';
import type { Action } from '../action.ts';
import { isAsAsked } from '../as-asked.ts';
import { asSeen, untouched } from '../as-seen.ts';
import { offeredFor } from '../offered.ts';

const withCodes = (invoice: BooksInvoice) => ({ ...invoice, lines: linesWithKinds(invoice) });

type Input = { seen: string; changes: InvoiceChanges };

/**
 * Changes what was named and nothing else (Intuit: Invoice, sparse update). What somebody changed in
 * QuickBooks since it was seen is not written over; a payment in between does no harm, unless lines
 * are to change.
 */
export const editing: Action<Input> = {
  kind: 'edit',
  entry: 'invoice_edited',

  async intend(ctx, { seen, changes }, _shown, connection) {
    const books = await booksAsKnown(ctx, connection);
    const { quickbooks, realm } = ctx;
    const sent = (invoice: BooksInvoice) => withFittingTerm(invoice, changes, books);
    return {
      check(invoice) {
        if (changes.lines && !linesCanChange(invoice)) throw new AppError('not_possible');
        if (!untouched(seen, invoice, changes)) throw new AppError('invoice_changed');
        const fields = checkChanges(changes, withCodes(invoice), offeredFor(invoice, books));
        if (fields.length > 0) throw new AppError('invalid_input', { fields });
      },
      wanted: (invoice) => ({ changes: sent(invoice), seen: asSeen(invoice) }),
      body: (invoice) => quickbooks.invoiceEditBody(invoice, sent(invoice), books),
      carryOut: (write, _invoice, body) =>
        write((requestId) => quickbooks.updateInvoice(realm, body ?? {}, requestId)),
    };
  },

  /** Every change raises the token, and so tells a term taken away from one that QuickBooks put back. */
  happened: (found, { asked: { was, changes = {} } }) =>
    found !== null && found.syncToken !== was.syncToken && isAsAsked(found, changes),

  details: ({ changes = {} }) => ({
    changed: Object.keys(changes).join(' '),
    ...(changes.dueDate && { dueDate: changes.dueDate }),
    ...(changes.email && { email: changes.email }),
  }),
};
