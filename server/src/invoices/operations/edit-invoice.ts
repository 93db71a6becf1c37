import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { linesWithKinds } from '../../quickbooks/translate/raw-lines.ts';
import { checkChanges } from '../../shared/checks/check-changes.ts';
import { withFittingTerm } from '../../shared/dates/fitting-term.ts';
import { editFingerprint, unchangedSince } from '../changes/edit-fingerprint.ts';
import { editOptions } from '../changes/edit-options.ts';
import { matchesRequest } from '../changes/matches-request.ts';
import { linesCanChange } from '../possible-actions.ts';
import type { InvoiceChange } from './invoice-change.ts';

const withCodes = (invoice: QuickbooksInvoice) => ({ ...invoice, lines: linesWithKinds(invoice) });

/**
 * Sends a sparse update with the changed fields only, and refuses when one of them changed in
 * QuickBooks since `seen`. A payment since then matters only when lines change.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const editInvoice: InvoiceChange = {
  action: 'edit',
  entry: 'invoice_edited',

  async prepare(ctx, invoice, { changes = {}, seen = '', appliesDeal }) {
    const { connectionId, realmId } = ctx.realm;
    const profile = await knownCompanyProfile(ctx, { id: connectionId, realmId });
    if (changes.lines && !linesCanChange(invoice)) throw new AppError('not_possible');
    const fingerprint = editFingerprint(invoice);
    if (!unchangedSince(seen, invoice, changes, fingerprint)) throw new AppError('invoice_changed');
    const fields = checkChanges(changes, withCodes(invoice), editOptions(invoice, profile));
    if (fields.length > 0) throw new AppError('invalid_input', { fields });
    const sent = withFittingTerm(invoice, changes, profile);
    const body = ctx.quickbooks.invoiceEditBody(invoice, sent, profile);
    const applied = appliesDeal === undefined ? {} : { appliesDeal };
    return { body, request: { changes: sent, seen: fingerprint, ...applied } };
  },

  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.updateInvoice(realm, operation.body ?? {}, requestId)),

  /**
   * Every update raises the SyncToken, so this also detects a removed term that QuickBooks replaced
   * by the default.
   */
  happened: (found, { data: { was, changes = {} } }) =>
    found !== null && found.syncToken !== was.syncToken && matchesRequest(found, changes),

  details: ({ changes = {} }) => ({
    changed: Object.keys(changes).join(' '),
    ...(changes.dueDate && { dueDate: changes.dueDate }),
    ...(changes.email && { email: changes.email }),
  }),
};
