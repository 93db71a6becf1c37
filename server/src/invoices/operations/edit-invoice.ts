import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { linesWithKinds } from '../../quickbooks/translate/raw-lines.ts';
import { checkChanges } from '../../shared/checks/check-changes.ts';
import { withFittingTerm } from '../../shared/dates/fitting-term.ts';
import { editFingerprint, untouched } from '../changes/edit-fingerprint.ts';
import { editOptions } from '../changes/edit-options.ts';
import { matchesRequest } from '../changes/matches-request.ts';
import { linesCanChange } from '../possible-actions.ts';
import type { InvoiceChange } from './invoice-change.ts';

const withCodes = (invoice: QuickbooksInvoice) => ({ ...invoice, lines: linesWithKinds(invoice) });

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
    const profile = await knownCompanyProfile(ctx, { id: connectionId, realmId });
    if (changes.lines && !linesCanChange(invoice)) throw new AppError('not_possible');
    const now = editFingerprint(invoice);
    if (!untouched(seen, invoice, changes, now)) throw new AppError('invoice_changed');
    const fields = checkChanges(changes, withCodes(invoice), editOptions(invoice, profile));
    if (fields.length > 0) throw new AppError('invalid_input', { fields });
    const sent = withFittingTerm(invoice, changes, profile);
    const body = ctx.quickbooks.invoiceEditBody(invoice, sent, profile);
    return { body, wanted: { changes: sent, seen: now } };
  },

  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.updateInvoice(realm, operation.body ?? {}, requestId)),

  /** Every change raises the token, and so tells a term taken away from one that QuickBooks put back. */
  happened: (found, { data: { was, changes = {} } }) =>
    found !== null && found.syncToken !== was.syncToken && matchesRequest(found, changes),

  details: ({ changes = {} }) => ({
    changed: Object.keys(changes).join(' '),
    ...(changes.dueDate && { dueDate: changes.dueDate }),
    ...(changes.email && { email: changes.email }),
  }),
};
