import { type AuditEntry, writeAudit } from '../../audit/store.ts';
import { companyToday } from '../../company-profile/company-today.ts';
import type { Dependencies } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { agreeOnSaved, mirroredHash } from '../../drift/agreed-invoice.ts';
import { billAppliedDeal } from '../../drift/store.ts';
import type { Call, Kind, Work } from '../../operations/kinds.ts';
import type { Operation } from '../../operations/tables.ts';
import type { InvoiceVersion, Realm } from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice, WireBody } from '../../quickbooks/models.ts';
import type { ChangeAnswer } from '../../quickbooks/write-result.ts';
import type { InvoiceChanges } from '../../shared/contract/invoice-changes.ts';
import type { InvoiceAction } from '../contract.ts';
import { announceInvoices } from '../mirror/announce-invoices.ts';
import { markDeleted, mirrorInvoices } from '../mirror/mirror.ts';
import { refreshForAction, refreshInvoice } from '../mirror/refresh-invoice.ts';

/** Input of a change, as the user requested it. */
export type ChangeRequest = {
  to?: string;
  /** True when the e-mail goes to the invoice's own address, which `to` then repeats. */
  toOwn?: boolean;
  cc?: string;
  /** Absent in requests of older pages: the copy stays as the invoice has it. */
  bcc?: string;
  changes?: InvoiceChanges;
  /** Fingerprint of the editable fields before the change. */
  seen?: string;
  /** Names the content of the deal that the changed lines apply. */
  appliesDeal?: string;
};

/**
 * The stored request, with the invoice as it was, so that a lookup can tell whether the change took
 * effect.
 */
export type ChangeData = ChangeRequest & {
  was: Pick<QuickbooksInvoice, 'number' | 'total' | 'currency' | 'syncToken' | 'deliveredAt'> & {
    /** Absent in operations stored by older versions. */
    email?: string;
  };
};

/** Builds the data of a change from the invoice as it is and the prepared request. */
export const changeData = (
  { number, total, currency, syncToken, deliveredAt, email }: QuickbooksInvoice,
  request: ChangeRequest,
): ChangeData => ({
  ...request,
  was: { number, total, currency, syncToken, deliveredAt, email },
});

/** The invoice after the change; null when it was deleted. */
export type ChangedInvoice = QuickbooksInvoice | null;

export type ChangeWork = Work<ChangeData>;

/** Whose invoice is changed in which realm; from a user's request or from a stored operation. */
export type ChangeContext = Dependencies & { realm: Realm; companyId: number; userId: number };

/**
 * One kind of change to an invoice. A new one needs an object like this and a line in the operation
 * kinds.
 */
export type InvoiceChange = {
  action: InvoiceAction;
  /**
   * Returns the body to send and the request to store, for an invoice just read. Throws `AppError`
   * when the change is not possible for this invoice.
   */
  prepare?(
    ctx: ChangeContext,
    invoice: QuickbooksInvoice,
    request: ChangeRequest,
  ): Promise<{ body: WireBody | null; request: ChangeRequest }>;
  send(work: ChangeWork, call: Call): Promise<ChangeAnswer<ChangedInvoice> | null>;
  /** Whether an invoice read after every request had ended shows that the change took effect. */
  happened(found: ChangedInvoice, operation: Operation<ChangeData>, skewMs: number): boolean;
  /** Stores further effects of success. */
  followUp?(tx: Tx, work: ChangeWork, changed: ChangedInvoice): Promise<void>;
  entry: AuditEntry['action'];
  /** Audit details besides number, total and currency. */
  details?(data: ChangeData): Record<string, string>;
};

/** Returns what is sent and stored to change an invoice just read. */
export const prepareChange = async (
  ctx: ChangeContext,
  { prepare }: InvoiceChange,
  invoice: QuickbooksInvoice,
  request: ChangeRequest,
): Promise<{ body: WireBody | null; data: ChangeData }> => {
  const prepared = (await prepare?.(ctx, invoice, request)) ?? { body: null, request: {} };
  return { body: prepared.body, data: changeData(invoice, prepared.request) };
};

/** Reads an invoice to be changed. Throws not_possible when the action is not possible. */
export const readToChange = async (
  ctx: ChangeContext,
  invoiceId: string,
  action: InvoiceAction,
): Promise<QuickbooksInvoice> => {
  const realmKey = { companyId: ctx.companyId, realmId: ctx.realm.realmId };
  const today = await companyToday(ctx, ctx.realm.realmId);
  return refreshForAction(ctx, { realm: ctx.realm, realmKey, today }, invoiceId, action);
};

/** Makes an operation kind of a change. */
export const changeKind = (change: InvoiceChange): Kind<ChangeData, ChangedInvoice> => ({
  name: `${change.action}_invoice`,
  again: 'never',
  asks: false,
  send: (work, call) => change.send(work, call),

  /** The invoice changed since it was read: reads it and prepares the change once more. */
  async renew({ operation, ...work }) {
    const ctx = { ...work, companyId: operation.companyId, userId: operation.userId };
    const invoice = await readToChange(ctx, operation.subjectId, change.action);
    return prepareChange(ctx, change, invoice, operation.data);
  },

  async recognise(work) {
    const { operation, realm, quickbooks } = work;
    const found = await refreshInvoice(work, realm, operation, operation.subjectId);
    const happened = change.happened(found, operation, quickbooks.skewMs() ?? 0);
    return happened ? { kind: 'found', value: found } : { kind: 'not_found' };
  },

  async apply(tx, work, changed) {
    await recordChange(tx, work, change, changed);
    await change.followUp?.(tx, work, changed);
    await announceEnd(tx, work);
    return null;
  },

  end: announceEnd,
});

/** Panels show how the change ended, or no longer that it is being checked. */
const announceEnd = (tx: Tx, { operation }: Pick<ChangeWork, 'operation'>): Promise<void> =>
  announceInvoices(tx, operation, [operation.subjectId]);

/** Mirrors the changed invoice, which writes the notes about it, and writes the audit entry. */
const recordChange = async (
  tx: Tx,
  work: ChangeWork,
  { action, entry, details }: InvoiceChange,
  changed: ChangedInvoice,
): Promise<void> => {
  const { operation, clock } = work;
  const { companyId, realmId, userId, dealId, data, subjectId: invoiceId } = operation;
  const realmKey = { companyId, realmId };
  const { number, total, currency } = data.was;
  const reading = { readAt: clock.now(), how: 'action' as const };
  if (changed === null) await markDeleted(tx, realmKey, [invoiceId], reading);
  else {
    // Responses of companies with a single currency may omit it.
    const facts = { ...changed, currency: changed.currency || currency };
    const voided = action === 'void' ? { voided: true } : {};
    const hashBefore = await mirroredHash(tx, realmKey, invoiceId);
    await mirrorInvoices(tx, realmKey, [facts], reading, voided);
    if (action === 'edit') {
      const withLines = data.changes?.lines !== undefined;
      await agreeOnSaved(tx, realmKey, facts, { withLines, hashBefore });
      if (withLines && dealId !== null && data.appliesDeal !== undefined) {
        await billAppliedDeal(tx, { ...realmKey, dealId, invoiceId }, data.appliesDeal);
      }
    }
  }
  await writeAudit(tx, {
    ...realmKey,
    userId,
    at: operation.sentAt,
    action: entry,
    dealId,
    subject: invoiceId,
    details: { number, total, currency, ...details?.(data) },
  });
};

/** The invoice as voiding and deleting send it. */
export const versionOf = ({ subjectId, data }: Operation<ChangeData>): InvoiceVersion => ({
  id: subjectId,
  syncToken: data.was.syncToken,
});
