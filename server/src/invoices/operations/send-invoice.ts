import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { draftLimits } from '../../shared/checks/draft-limits.ts';
import { emailErrors, emailList } from '../../shared/checks/email-list.ts';
import { wrong } from '../../shared/checks/field-problems.ts';
import type { InvoiceChange } from './invoice-change.ts';

/** QuickBooks timestamps have whole seconds, and its clock offset is an estimate. */
const marginMs = 120_000;

/**
 * Lets QuickBooks send the e-mail, after writing another copy address to the invoice when needed.
 * Sending is not idempotent under a request id, so it is never repeated automatically.
 */
export const sendInvoice: InvoiceChange = {
  action: 'send',
  entry: 'invoice_sent',

  async prepare(ctx, invoice, request) {
    const [to, cc] = [emailList(request.to ?? ''), emailList(request.cc ?? '')];
    const fields = [
      ...emailErrors('to', request.to ?? '', draftLimits.email),
      ...emailErrors('cc', request.cc ?? '', draftLimits.copies),
    ];
    if (fields.length > 0) throw new AppError('invalid_input', { fields });
    if (to === '' && invoice.email === '') {
      throw new AppError('invalid_input', { fields: wrong('to', 'required') });
    }
    const stored = { to: to || invoice.email, cc, ...(to === '' && { toOwn: true }) };
    if (cc === emailList(invoice.cc)) return { body: null, request: stored };
    const { connectionId, realmId } = ctx.realm;
    const profile = await knownCompanyProfile(ctx, { id: connectionId, realmId });
    const edit = invoice.email === '' ? { cc, email: to } : { cc };
    return { body: ctx.quickbooks.invoiceEditBody(invoice, edit, profile), request: stored };
  },

  async send({ quickbooks, realm, operation }, call) {
    const { body, subjectId, data } = operation;
    if (body !== null) {
      const copied = await call((requestId) => quickbooks.updateInvoice(realm, body, requestId));
      if (copied?.kind !== 'done') return copied;
    }
    const to = data.toOwn ? '' : (data.to ?? '');
    return call(() => quickbooks.sendInvoice(realm, subjectId, to));
  },

  /** Sent at or after the request; an earlier e-mail has an earlier delivery time. */
  happened(found, { data, sentAt }, skewMs) {
    const sent = found?.deliveredAt ?? null;
    if (sent === null || sent === data.was.deliveredAt) return false;
    return Date.parse(sent) >= sentAt + skewMs - marginMs;
  },

  details: ({ to = '', cc = '' }) => ({ to, ...(cc && { cc }) }),
};
