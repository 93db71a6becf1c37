import { and, eq, not } from 'drizzle-orm';
import { type AuditEntry, writeAudit } from '../../audit/store.ts';
import { companyToday } from '../../company-profile/company-today.ts';
import type { Dependencies } from '../../context.ts';
import type { Reader, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { type NoteEvent, postDealNote } from '../../notes/deal-note.ts';
import type { Call, Kind, Work } from '../../operations/kinds.ts';
import type { Operation } from '../../operations/tables.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice, WireBody } from '../../quickbooks/models.ts';
import type { ChangeAnswer } from '../../quickbooks/write-result.ts';
import type { InvoiceChanges } from '../../shared/contract/invoice-changes.ts';
import type { InvoiceAction } from '../contract.ts';
import { linkedDealIsDeleted } from '../deleted-deals.ts';
import { markDeleted, mirrorInvoices } from '../mirror/mirror.ts';
import { refreshForAction, refreshInvoice } from '../mirror/refresh-invoice.ts';
import { dealInvoices } from '../tables.ts';

/** What the user wants of an invoice. */
export type Wanted = {
  to?: string;
  /** Goes to the address that the invoice has; `to` says which that was. */
  toOwn?: boolean;
  cc?: string;
  changes?: InvoiceChanges;
  /** What could be edited, as it was before. */
  seen?: string;
};

/** The same with the invoice as it was, by which a lookup can tell whether it happened. */
export type Asked = Wanted & {
  was: Pick<QuickbooksInvoice, 'number' | 'total' | 'currency' | 'syncToken' | 'deliveredAt'>;
};

/** The invoice afterwards; null when nothing is left of it. */
export type Changed = QuickbooksInvoice | null;

export type ChangeWork = Work<Asked>;

/** Who changes invoices of which realm: a user's request, or an operation that is read anew. */
export type Changing = Dependencies & { realm: Realm; companyId: number; userId: number };

/** Something that can be done to an invoice. Adding one takes an object like this and a line in the kinds. */
export type InvoiceChange = {
  action: InvoiceAction;
  /**
   * What goes out for an invoice as it was read just now, and what is stored of the request. Throws `AppError`
   * when it is not possible for this invoice, or not any more.
   */
  prepare?(
    ctx: Changing,
    invoice: QuickbooksInvoice,
    wanted: Wanted,
  ): Promise<{ body: WireBody | null; wanted: Wanted }>;
  send(work: ChangeWork, call: Call): Promise<ChangeAnswer<Changed> | null>;
  /** Whether a lookup after every request had ended shows that it happened. */
  happened(found: Changed, operation: Operation<Asked>, skewMs: number): boolean;
  entry: AuditEntry['action'];
  /** What the history says besides number and total. */
  details?(asked: Asked): Record<string, string>;
  /** What the deals of the invoice are told. */
  note?: NoteEvent;
};

/** What is sent and stored for a change of an invoice as it was read just now. */
export const prepareChange = async (
  ctx: Changing,
  { prepare }: InvoiceChange,
  invoice: QuickbooksInvoice,
  request: Wanted,
): Promise<{ body: WireBody | null; data: Asked }> => {
  const { body, wanted } = (await prepare?.(ctx, invoice, request)) ?? { body: null, wanted: {} };
  const { number, total, currency, syncToken, deliveredAt } = invoice;
  return { body, data: { ...wanted, was: { number, total, currency, syncToken, deliveredAt } } };
};

/** Reads an invoice on which this can be done; throws not_possible when it cannot. */
export const readToChange = async (
  ctx: Changing,
  invoiceId: string,
  action: InvoiceAction,
): Promise<QuickbooksInvoice> => {
  const realmKey = { companyId: ctx.companyId, realmId: ctx.realm.realmId };
  const today = await companyToday(ctx, ctx.realm.realmId);
  return refreshForAction(ctx, { realm: ctx.realm, realmKey, today }, invoiceId, action);
};

/** The operation kind of a change. */
export const changeKind = (change: InvoiceChange): Kind<Asked, Changed> => ({
  name: `${change.action}_invoice`,
  again: 'never',
  asks: false,
  send: (work, call) => change.send(work, call),

  /** Somebody changed the invoice since it was read: it is read and judged once more. */
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
    return null;
  },
});

/** All that follows from a change that happened. */
const recordChange = async (
  tx: Tx,
  work: ChangeWork,
  { action, entry, details, note }: InvoiceChange,
  changed: Changed,
): Promise<void> => {
  const { operation, clock } = work;
  const { companyId, realmId, userId, dealId, data, subjectId: invoiceId } = operation;
  const realmKey = { companyId, realmId };
  const { number, total, currency } = data.was;
  const reading = { readAt: clock.now(), how: 'action' as const };
  if (changed === null) await markDeleted(tx, realmKey, [invoiceId], reading);
  else {
    // A company that keeps one currency may leave it out of the response to a change.
    const facts = { ...changed, currency: changed.currency || currency };
    const voided = action === 'void' ? { voided: true } : {};
    await mirrorInvoices(tx, realmKey, [facts], reading, voided);
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
  if (!note) return;
  const invoice = { id: invoiceId, number, total, currency };
  for (const linked of await dealsOf(tx, realmKey, invoiceId)) {
    await postDealNote(tx, work, { event: note, invoice, dealId: linked, userId });
  }
};

/** Each note is a call to Pipedrive; one on a deal that is gone would be refused. */
const mostNotes = 20;

const dealsOf = async (
  tx: Reader,
  { companyId, realmId }: RealmKey,
  invoiceId: string,
): Promise<number[]> => {
  const rows = await tx
    .select({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(
      and(
        inRealm(dealInvoices, { companyId, realmId }),
        eq(dealInvoices.invoiceId, invoiceId),
        not(linkedDealIsDeleted),
      ),
    )
    .limit(mostNotes);
  return rows.map(({ dealId }) => dealId);
};

/** The object and the version that a change names. */
export const versionOf = ({ subjectId, data }: Operation<Asked>) => ({
  id: subjectId,
  syncToken: data.was.syncToken,
});
