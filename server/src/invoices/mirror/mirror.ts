import { and, eq, inArray, lte } from 'drizzle-orm';
import type { Db, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import { agreeOnMirrored } from '../../drift/agreed-invoice.ts';
import { giveWay } from '../../event-loop.ts';
import { noteOffers } from '../../invoice-offers/found-invoices.ts';
import { unlinkDeleted } from '../../invoice-offers/unlink-deleted.ts';
import { markRecord, markRecordsOfInvoices } from '../../pipedrive-fields/dirty-records.ts';
import type {
  ReadPayments,
  UnreadableInvoice,
  UnreadablePayment,
} from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from '../../quickbooks/models.ts';
import { markReminders } from '../../reminders/mark-reminders.ts';
import { creditOn } from '../../shared/money/deal-ledger.ts';
import { dealInvoices, invoices } from '../tables.ts';
import { announceInvoices, shownRows } from './announce-invoices.ts';
import { withFullNames } from './full-names.ts';
import { noteDeleted } from './note-changes.ts';
import { isPaid, paidOn } from './paid-on.ts';
import { mirroredPayments, storePayments } from './payment-store.ts';
import { type InvoiceToStore, type Reading, storeInvoices } from './store-invoices.ts';
import { forgetUnreadable, recordUnreadable } from './unreadable-records.ts';

/** Mirrors one invoice; see `storeInvoices`. */
export const mirrorInvoice = (
  tx: Tx,
  realmKey: RealmKey,
  facts: QuickbooksInvoice,
  reading: Reading,
  more: Omit<InvoiceToStore, 'facts'> = {},
): Promise<void> => storeInvoices(tx, realmKey, [{ facts, ...more }], reading);

/** Mirrors invoices received without their payments; `paidOn` comes from the mirrored payments. */
export const mirrorInvoices = async (
  tx: Tx,
  realmKey: RealmKey,
  received: QuickbooksInvoice[],
  reading: Reading,
  more: { voided?: boolean } = {},
): Promise<void> => {
  const paymentIds = new Set(received.filter(isPaid).flatMap(({ paymentIds }) => paymentIds));
  const payments = await mirroredPayments(tx, realmKey, [...paymentIds]);
  const mirroredById = new Map(payments.map((payment) => [payment.id, payment]));
  const named = await withFullNames(tx, realmKey, received);
  const rows = named.map((facts) => {
    const paid = facts.paymentIds.flatMap((paymentId) => mirroredById.get(paymentId) ?? []);
    return { facts, ...more, paidOn: paidOn(facts, paid) };
  });
  await storeInvoices(tx, realmKey, rows, reading);
};

/** Marks invoices as deleted that QuickBooks no longer returns. */
export const markDeleted = async (
  tx: Tx,
  realmKey: RealmKey,
  invoiceIds: string[],
  { readAt, how }: Reading,
): Promise<void> => {
  if (invoiceIds.length === 0) return;
  const stored = await shownRows(tx, realmKey, invoiceIds);
  const marked = await tx
    .update(invoices)
    .set({ deleted: true, balance: '0.00', unreadable: null, readAt, readHow: how })
    .where(
      and(
        inRealm(invoices, realmKey),
        inArray(invoices.invoiceId, invoiceIds),
        lte(invoices.readAt, readAt),
      ),
    )
    .returning({ invoiceId: invoices.invoiceId });
  const isNew = (invoiceId: string) => stored.get(invoiceId)?.deleted === false;
  const deletedIds = marked.map(({ invoiceId }) => invoiceId).filter(isNew);
  await announceInvoices(tx, realmKey, deletedIds, how);
  const deleted = deletedIds.flatMap((invoiceId) => stored.get(invoiceId) ?? []);
  // Before deleted invoices are unlinked: their deals get the note.
  await noteDeleted(tx, realmKey, deleted, readAt);
  await noteOffers(tx, realmKey, { changed: deletedIds, added: [] }, { readAt, how });
  await markRecordsOfInvoices(tx, realmKey, { invoiceIds }, readAt);
  await markReminders(tx, realmKey, invoiceIds, readAt);
  if (how !== 'action') await unlinkDeleted(tx, realmKey, deletedIds, readAt);
  await forgetUnreadable(tx, realmKey, 'Invoice', invoiceIds);
};

/**
 * Marks invoices for which QuickBooks returns a fault. All other columns keep their last values. One
 * that is not mirrored is recorded as unreadable instead.
 */
export const markUnreadable = async (
  tx: Tx,
  realmKey: RealmKey,
  unreadable: UnreadableInvoice[],
  at: number,
): Promise<void> => {
  const markedIds: string[] = [];
  const invoiceIds = unreadable.flatMap(({ invoiceId }) => invoiceId ?? []);
  const stored = await shownRows(tx, realmKey, invoiceIds);
  for (const { invoiceId, code } of unreadable) {
    if (invoiceId === null) continue;
    const before = stored.get(invoiceId)?.unreadable;
    const isNew = before?.code !== code;
    const marked = await tx
      .update(invoices)
      .set({ unreadable: { code, at: before && !isNew ? before.at : at } })
      .where(
        and(
          inRealm(invoices, realmKey),
          eq(invoices.invoiceId, invoiceId),
          lte(invoices.readAt, at),
        ),
      )
      .returning({ invoiceId: invoices.invoiceId });
    if (marked.length === 1 && isNew) markedIds.push(invoiceId);
  }
  await announceInvoices(tx, realmKey, markedIds);
  const others = unreadable.filter(({ invoiceId }) => !stored.has(invoiceId ?? ''));
  const rows = others.map(({ invoiceId, code }) => ({ id: invoiceId, code }));
  await recordUnreadable(tx, realmKey, 'Invoice', rows, at);
};

export type MirroredRead = Reading & {
  requestedInvoiceIds: string[];
  found: QuickbooksInvoice[];
  unreadable: UnreadableInvoice[];
  /**
   * All payments the found invoices name: read now, or mirrored before. Null when payments were not
   * read.
   */
  payments: { read: QuickbooksPayment[]; known: QuickbooksPayment[] } | null;
  unreadablePayments?: UnreadablePayment[];
};

/**
 * Mirrors any number of invoices in short transactions, so that other requests and writers run in
 * between. After a crash the rest is read again.
 */
const mirrorInTurns = async (
  db: Db,
  received: QuickbooksInvoice[],
  mirror: (tx: Tx, slice: QuickbooksInvoice[]) => Promise<void>,
): Promise<void> => {
  for (const slice of slicesOf(received, ({ lines }) => 1 + lines.length / 10)) {
    await giveWay();
    await transact(db, (tx) => mirror(tx, slice));
  }
};

/** Mirrors one page of a list; see `mirrorInvoices`. */
export const mirrorPage = (
  db: Db,
  realmKey: RealmKey,
  received: QuickbooksInvoice[],
  reading: Reading,
): Promise<void> =>
  mirrorInTurns(db, received, (tx, slice) => mirrorInvoices(tx, realmKey, slice, reading));

/**
 * Stores one read: payments, found invoices, and requested invoices that are missing or unreadable.
 */
export const mirrorRead = async (db: Db, realmKey: RealmKey, read: MirroredRead): Promise<void> => {
  const readInvoiceIds = new Set<string | null>([
    ...read.found.map(({ id }) => id),
    ...read.unreadable.map(({ invoiceId }) => invoiceId),
  ]);
  const all = read.payments && [...read.payments.read, ...read.payments.known];
  if (all === null) await mirrorPage(db, realmKey, read.found, read);
  else {
    await mirrorInTurns(db, read.found, async (tx, slice) => {
      const named = await withFullNames(tx, realmKey, slice);
      const received = named.map((facts) => ({
        facts,
        credited: creditOn(facts, all),
        paidOn: paidOn(facts, all),
      }));
      await storeInvoices(tx, realmKey, received, read);
    });
  }
  // After the invoices: until then the stored payments tell which invoices they paid before.
  await storePaymentsInTurns(db, realmKey, read.payments?.read ?? [], read.readAt);
  const missingInvoiceIds = read.requestedInvoiceIds.filter(
    (invoiceId) => !readInvoiceIds.has(invoiceId),
  );
  const { unreadable, unreadablePayments = [] } = read;
  if (missingInvoiceIds.length + unreadable.length + unreadablePayments.length === 0) return;
  await transact(db, async (tx) => {
    for (const slice of slicesOf(missingInvoiceIds)) await markDeleted(tx, realmKey, slice, read);
    await markUnreadable(tx, realmKey, unreadable, read.readAt);
    await recordUnreadablePayments(tx, realmKey, unreadablePayments, read.readAt);
  });
};

/** Mirrors one page of a list of payments, whose invoices are read afterwards. */
export const mirrorPaymentPage = async (
  db: Db,
  realmKey: RealmKey,
  { payments, unreadablePayments }: ReadPayments,
  readAt: number,
): Promise<void> => {
  await storePaymentsInTurns(db, realmKey, payments, readAt);
  if (unreadablePayments.length === 0) return;
  await transact(db, (tx) => recordUnreadablePayments(tx, realmKey, unreadablePayments, readAt));
};

const storePaymentsInTurns = async (
  db: Db,
  realmKey: RealmKey,
  received: QuickbooksPayment[],
  readAt: number,
): Promise<void> => {
  for (const slice of slicesOf(received)) {
    await giveWay();
    await transact(db, (tx) => storePayments(tx, realmKey, slice, readAt));
  }
};

const recordUnreadablePayments = (
  tx: Tx,
  realmKey: RealmKey,
  unreadable: UnreadablePayment[],
  readAt: number,
): Promise<void> => {
  const rows = unreadable.map(({ paymentId, code }) => ({ id: paymentId, code }));
  return recordUnreadable(tx, realmKey, 'Payment', rows, readAt);
};

export type DealLink = typeof dealInvoices.$inferInsert;

/** Links an invoice to a deal; does nothing when the link exists. */
export const linkToDeal = async (tx: Tx, link: DealLink): Promise<void> => {
  const added = await tx
    .insert(dealInvoices)
    .values(link)
    .onConflictDoNothing()
    .returning({ invoiceId: dealInvoices.invoiceId });
  const addedIds = added.map(({ invoiceId }) => invoiceId);
  await agreeOnMirrored(tx, link, addedIds, link.dealId);
  await announceInvoices(tx, link, addedIds);
  await markRecord(tx, link, { of: 'deal', recordId: link.dealId }, link.linkedAt);
};

/** Highest cost of a slice, which takes 2 to 3 ms. */
const maxCost = 25;

/** Splits rows into slices for short transactions; each has at least one row. */
const slicesOf = <Row>(rows: Row[], costOf: (row: Row) => number = () => 1): Row[][] => {
  const slices: Row[][] = [];
  let cost = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const rowCost = costOf(row);
    if (cost + rowCost > maxCost) {
      slices.push([]);
      cost = 0;
    }
    slices.at(-1)?.push(row);
    cost += rowCost;
  }
  return slices;
};
