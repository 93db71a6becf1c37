import { AppError } from '../../app-error.ts';
import { booksAsKnown } from '../../books/service.ts';
import type { BooksInvoice } from '../../quickbooks/told.ts';
import { linesWithKinds } from '../../quickbooks/translate/told-lines.ts';
import { checkChanges } from '../../shared/check-changes.ts';
import { withFittingTerm } from '../../shared/fitting-term.ts';
import { isAsAsked } from '../changes/as-asked.ts';
import { asSeen, untouched } from '../changes/as-seen.ts';
import { offeredFor } from '../changes/offered.ts';
import { linesCanChange } from '../possible-actions.ts';
import type { InvoiceChange } from './invoice-change.ts';

const withCodes = (invoice: BooksInvoice) => ({ ...invoice, lines: linesWithKinds(invoice) });

/**
 * Changes what was named and nothing else (Intuit: Invoice, sparse update). What somebody changed in
 * QuickBooks since it was seen is not overwritten; a payment in between does no harm, unless lines are to
 * change.
 */
export const editInvoice: InvoiceChange = {
  action: 'edit',
  entry: 'invoice_edited',

  async prepare(ctx, invoice, { changes = {}, seen = '' }) {
    const { connectionId, realmId } = ctx.realm;
    const books = await booksAsKnown(ctx, { id: connectionId, realmId });
    if (changes.lines && !linesCanChange(invoice)) throw new AppError('not_possible');
    const now = asSeen(invoice);
    if (!untouched(seen, invoice, changes, now)) throw new AppError('invoice_changed');
    const fields = checkChanges(changes, withCodes(invoice), offeredFor(invoice, books));
    if (fields.length > 0) throw new AppError('invalid_input', { fields });
    const sent = withFittingTerm(invoice, changes, books);
    const body = ctx.quickbooks.invoiceEditBody(invoice, sent, books);
    return { body, wanted: { changes: sent, seen: now } };
  },

  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.updateInvoice(realm, operation.body ?? {}, requestId)),

  /** Every change raises the token, and so tells a term taken away from one that QuickBooks put back. */
  happened: (found, { data: { was, changes = {} } }) =>
    found !== null && found.syncToken !== was.syncToken && isAsAsked(found, changes),

  details: ({ changes = {} }) => ({
    changed: Object.keys(changes).join(' '),
    ...(changes.dueDate && { dueDate: changes.dueDate }),
    ...(changes.email && { email: changes.email }),
  }),
};
