import { createHash } from 'node:crypto';
import { and, inArray } from 'drizzle-orm';
import type { Reader, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { type InvoiceEvent, noteOnce, rememberEvents } from '../../notes/note-once.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { Big, money } from '../../shared/money/money.ts';
import { dealInvoices, invoiceFacts } from '../tables.ts';
import type { ShownRow } from './announce-invoices.ts';

/** A mirrored invoice before and after a read. */
export type ReadChange = { before: ShownRow; facts: QuickbooksInvoice; isVoidedNow: boolean };

/**
 * Writes notes about what happened to linked invoices between two reads: sent, paid in part or in
 * full, voided. Call it before the new facts are stored. What an invoice had when it was mirrored
 * first, or linked, is no event.
 */
export const noteChanges = async (
  tx: Tx,
  realmKey: RealmKey,
  read: ReadChange[],
  now: number,
): Promise<void> => {
  const changes = read.filter(({ before }) => !before.deleted).filter(isNoteworthy);
  const linked = await linkedAmong(
    tx,
    realmKey,
    changes.map(({ facts }) => facts.id),
  );
  const events: InvoiceEvent[] = [];
  for (const change of changes) {
    const { before, facts, isVoidedNow } = change;
    if (!linked.has(facts.id)) continue;
    if (isSent(change)) {
      events.push({ event: 'sent', invoice: notedOf(change), keys: [`sent ${facts.deliveredAt}`] });
    }
    if (isVoidedNow) {
      const invoice = { ...notedOf(change), total: before.total };
      events.push({ event: 'voided', invoice, keys: ['voided'] });
    }
    if (!settledBy(change).eq(0)) {
      const payment = await paymentEvent(tx, realmKey, change, now);
      if (payment) events.push(payment);
    }
  }
  if (events.length > 0) await noteOnce(tx, realmKey, events, now);
};

/** Writes notes about linked invoices that were deleted in QuickBooks. */
export const noteDeleted = async (
  tx: Tx,
  realmKey: RealmKey,
  deleted: ShownRow[],
  now: number,
): Promise<void> => {
  if (deleted.length === 0) return;
  const linked = await linkedAmong(
    tx,
    realmKey,
    deleted.map(({ invoiceId }) => invoiceId),
  );
  const events = deleted
    .filter(({ invoiceId }) => linked.has(invoiceId))
    .map(({ invoiceId, number, total, currency, customerName }) => ({
      event: 'deleted' as const,
      invoice: { id: invoiceId, number, total, currency, customerName },
      keys: ['deleted'],
    }));
  if (events.length > 0) await noteOnce(tx, realmKey, events, now);
};

const isNoteworthy = (change: ReadChange): boolean =>
  change.isVoidedNow || isSent(change) || (hasOtherAmounts(change) && !settledBy(change).eq(0));

/** Most reads change no amount; comparing texts is faster than subtracting. */
const hasOtherAmounts = ({ before, facts }: ReadChange): boolean =>
  before.total !== facts.total || before.balance !== facts.balance;

const isSent = ({ before, facts }: ReadChange): boolean =>
  facts.deliveredAt !== null && facts.deliveredAt !== before.deliveredAt;

const settled = ({ total, balance }: { total: string; balance: string }) =>
  new Big(total).minus(balance);

/** What was paid or credited between the two reads; negative when it was taken back. */
const settledBy = ({ before, facts }: ReadChange) => settled(facts).minus(settled(before));

const notedOf = ({ before, facts }: ReadChange) => ({
  id: facts.id,
  number: facts.number,
  total: facts.total,
  currency: facts.currency || before.currency,
  customerName: facts.customerName,
});

const digestLength = 20;

const digestOf = (paymentIds: string[]): string =>
  createHash('sha256').update(paymentIds.toSorted().join(' ')).digest('hex').slice(0, digestLength);

/** One key per payment, and one for the payments that settled the invoice. */
const paymentKeys = (paymentIds: string[], balance: string): string[] => [
  ...paymentIds.map((paymentId) => `payment ${paymentId}`),
  ...(new Big(balance).eq(0) ? [`paid ${digestOf(paymentIds)}`] : []),
];

/**
 * The event of payments that are new to the invoice; null when payments were taken back. Remembers
 * the payments it had before, so that one that leaves and returns is not new.
 */
const paymentEvent = async (
  tx: Tx,
  realmKey: RealmKey,
  change: ReadChange,
  now: number,
): Promise<InvoiceEvent | null> => {
  const { before, facts, isVoidedNow } = change;
  const [stored] = await tx
    .select({ facts: invoiceFacts.facts })
    .from(invoiceFacts)
    .where(and(inRealm(invoiceFacts, realmKey), inArray(invoiceFacts.invoiceId, [facts.id])));
  const former = paymentKeys(stored?.facts.paymentIds ?? [], before.balance);
  await rememberEvents(tx, realmKey, facts.id, former, now);
  const paid = settledBy(change);
  if (isVoidedNow || paid.lt(0)) return null;
  return {
    event: new Big(facts.balance).eq(0) ? 'paid' : 'partly_paid',
    invoice: { ...notedOf(change), paid: money(paid), due: facts.balance },
    keys: paymentKeys(facts.paymentIds, facts.balance),
  };
};

const linkedAmong = async (
  tx: Reader,
  realmKey: RealmKey,
  invoiceIds: string[],
): Promise<Set<string>> => {
  if (invoiceIds.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ invoiceId: dealInvoices.invoiceId })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), inArray(dealInvoices.invoiceId, invoiceIds)));
  return new Set(rows.map(({ invoiceId }) => invoiceId));
};
