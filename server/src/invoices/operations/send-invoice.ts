import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { storedProfile } from '../../company-profile/store.ts';
import { recipientsOf, rememberRecipients } from '../../customers/recipients.ts';
import type { Tx } from '../../db/database.ts';
import type { Next, Work } from '../../operations/kinds.ts';
import { begin } from '../../operations/store.ts';
import type { InvoiceEdit } from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { draftLimits } from '../../shared/checks/draft-limits.ts';
import { emailErrors, emailList } from '../../shared/checks/email-list.ts';
import { wrong } from '../../shared/checks/field-problems.ts';
import type { Recipients } from '../../shared/contract/recipients.ts';
import { changeData, changeKind, type InvoiceChange } from './invoice-change.ts';

/** QuickBooks timestamps have whole seconds, and its clock offset is an estimate. */
const marginMs = 120_000;

/** Copies that differ from those of the invoice, which are written to it before it is sent. */
const copiesToWrite = (
  invoice: QuickbooksInvoice,
  { to, cc, bcc }: Recipients,
): InvoiceEdit | null => {
  const copies = {
    ...(cc !== emailList(invoice.cc) && { cc }),
    ...(bcc !== emailList(invoice.bcc ?? '') && { bcc }),
  };
  if (Object.keys(copies).length === 0) return null;
  return invoice.email === '' ? { ...copies, email: to } : copies;
};

/**
 * Lets QuickBooks send the e-mail, after writing other copy addresses to the invoice when needed.
 * Sending is not idempotent under a request id, so it is never repeated automatically.
 */
export const sendInvoice: InvoiceChange = {
  action: 'send',
  entry: 'invoice_sent',

  async prepare(ctx, invoice, request) {
    const [to, cc] = [emailList(request.to ?? ''), emailList(request.cc ?? '')];
    const bcc = emailList(request.bcc ?? invoice.bcc ?? '');
    const fields = [
      ...emailErrors('to', request.to ?? '', draftLimits.email),
      ...emailErrors('cc', request.cc ?? '', draftLimits.copies),
      ...emailErrors('bcc', request.bcc ?? '', draftLimits.copies),
    ];
    if (fields.length > 0) throw new AppError('invalid_input', { fields });
    if (to === '' && invoice.email === '') {
      throw new AppError('invalid_input', { fields: wrong('to', 'required') });
    }
    const stored = { to: to || invoice.email, cc, bcc, ...(to === '' && { toOwn: true }) };
    const edit = copiesToWrite(invoice, stored);
    if (edit === null) return { body: null, request: stored };
    const { connectionId, realmId } = ctx.realm;
    const profile = await knownCompanyProfile(ctx, { id: connectionId, realmId });
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

  /** An address that the invoice had already was not typed, so the remembered one stays. */
  async followUp(tx, { operation, clock }, changed) {
    if (changed === null) return;
    const { companyId, realmId, data } = operation;
    const customer = { companyId, realmId, customerId: changed.customerId };
    const { to = '', cc = '', bcc = '', was, toOwn } = data;
    const isTyped = !toOwn && to !== emailList(was.email ?? '');
    const before = isTyped ? null : await recipientsOf(tx, customer);
    const recipients = { to: isTyped ? to : (before?.to ?? ''), cc, bcc };
    await rememberRecipients(tx, { ...customer, recipients, now: clock.now() });
  },

  details: ({ to = '', cc = '', bcc = '' }) => ({ to, ...(cc && { cc }), ...(bcc && { bcc }) }),
};

const sendKind = changeKind(sendInvoice);

/**
 * Begins sending an invoice that the given operation has just created or found, in the transaction
 * that records it. Null when another operation of the invoice is open, or when copies cannot be
 * written because no company profile is stored.
 */
export const beginSend = async (
  tx: Tx,
  work: Work<unknown>,
  invoice: QuickbooksInvoice,
  recipients: Recipients,
): Promise<Next> => {
  const { companyId, realmId, userId, dealId } = work.operation;
  const stored = await storedProfile(tx, companyId, realmId);
  const edit = copiesToWrite(invoice, recipients);
  // The invoice is recorded all the same, as not sent.
  if (!stored && edit) return null;
  const toOwn = recipients.to === emailList(invoice.email);
  const id = randomUUID();
  const operation = await begin(
    tx,
    work,
    {
      companyId,
      realmId,
      userId,
      dealId,
      id,
      kind: sendKind.name,
      subject: 'invoice',
      subjectId: invoice.id,
      requestId: `${id}-0`,
      body: edit && stored && work.quickbooks.invoiceEditBody(invoice, edit, stored.profile),
      data: changeData(invoice, { ...recipients, ...(toOwn && { toOwn }) }),
    },
    { unseen: work.background },
  );
  return operation && { kind: sendKind, operation, separate: true };
};
