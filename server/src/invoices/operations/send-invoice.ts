import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { draftLimits } from '../../shared/checks/draft-limits.ts';
import { emailErrors, emailList } from '../../shared/checks/email-list.ts';
import { wrong } from '../../shared/checks/field-problems.ts';
import type { InvoiceChange } from './invoice-change.ts';

/** QuickBooks' stamps have whole seconds, and its clock is known only roughly. */
const marginMs = 120_000;

/**
 * QuickBooks sends the e-mail. A copy goes where the invoice says, so another address for it is written there
 * first. An e-mail is not repeatable under a request id: nothing here sends a second one for one intent.
 */
export const sendInvoice: InvoiceChange = {
  action: 'send',
  entry: 'invoice_sent',

  async prepare(ctx, invoice, wanted) {
    const [to, cc] = [emailList(wanted.to ?? ''), emailList(wanted.cc ?? '')];
    const fields = [
      ...emailErrors('to', wanted.to ?? '', draftLimits.email),
      ...emailErrors('cc', wanted.cc ?? '', draftLimits.copies),
    ];
    if (fields.length > 0) throw new AppError('invalid_input', { fields });
    if (to === '' && invoice.email === '') {
      throw new AppError('invalid_input', { fields: wrong('to', 'required') });
    }
    const asked = { to: to || invoice.email, cc, ...(to === '' && { toOwn: true }) };
    if (cc === emailList(invoice.cc)) return { body: null, wanted: asked };
    const { connectionId, realmId } = ctx.realm;
    const profile = await knownCompanyProfile(ctx, { id: connectionId, realmId });
    const edit = invoice.email === '' ? { cc, email: to } : { cc };
    return { body: ctx.quickbooks.invoiceEditBody(invoice, edit, profile), wanted: asked };
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

  /** Sent since we asked; an earlier sending tells an earlier time. */
  happened(found, { data, sentAt }, skewMs) {
    const sent = found?.deliveredAt ?? null;
    if (sent === null || sent === data.was.deliveredAt) return false;
    return Date.parse(sent) >= sentAt + skewMs - marginMs;
  },

  details: ({ to = '', cc = '' }) => ({ to, ...(cc && { cc }) }),
};
