import { and, eq, inArray, lt, lte, or } from 'drizzle-orm';
import type { Db, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import type { UnreadableInvoice } from '../../quickbooks/gateway.ts';
import type { BooksInvoice, BooksPayment } from '../../quickbooks/told.ts';
import { creditOn } from '../../shared/deal-ledger.ts';
import { dealInvoices, invoices, payments } from '../tables.ts';
import { withFullNames } from './full-names.ts';
import { isPaid, paidOn } from './paid-on.ts';
import { mirroredPayments } from './payment-store.ts';
import { type Reading, stamp, storeInvoices, type Told } from './store-invoices.ts';

/** Mirrors one invoice, as `storeInvoices` does. */
export const mirrorInvoice = (
  tx: Tx,
  books: RealmKey,
  facts: BooksInvoice,
  reading: Reading,
  more: Omit<Told, 'facts'> = {},
): Promise<void> => storeInvoices(tx, books, [{ facts, ...more }], reading);

/** Mirrors invoices that were told without their payments: of those that are paid, our copies tell when. */
export const mirrorInvoices = async (
  tx: Tx,
  books: RealmKey,
  told: BooksInvoice[],
  reading: Reading,
  more: { voided?: boolean } = {},
): Promise<void> => {
  const ids = new Set(told.filter(isPaid).flatMap(({ paymentIds }) => paymentIds));
  const payments = await mirroredPayments(tx, books, [...ids]);
  const known = new Map(payments.map((one) => [one.id, one]));
  const named = await withFullNames(tx, books, told);
  const rows = named.map((facts) => {
    const paid = facts.paymentIds.flatMap((id) => known.get(id) ?? []);
    return { facts, ...more, paidOn: paidOn(facts, paid) };
  });
  await storeInvoices(tx, books, rows, reading);
};

/** Notes that these were not found any more. */
export const markDeleted = async (
  tx: Tx,
  books: RealmKey,
  ids: string[],
  { readAt, how }: Reading,
): Promise<void> => {
  if (ids.length === 0) return;
  await tx
    .update(invoices)
    .set({ deleted: true, balance: '0.00', unreadable: null, readAt, readHow: how })
    .where(
      and(inRealm(invoices, books), inArray(invoices.invoiceId, ids), lte(invoices.readAt, readAt)),
    );
};

/** Notes that QuickBooks answers a fault instead of these. All else stays as it was read before. */
export const markUnreadable = async (
  tx: Tx,
  books: RealmKey,
  unreadable: UnreadableInvoice[],
  at: number,
): Promise<void> => {
  for (const { id, code } of unreadable) {
    if (id === null) continue;
    await tx
      .update(invoices)
      .set({ unreadable: { code, at } })
      .where(and(inRealm(invoices, books), eq(invoices.invoiceId, id), lte(invoices.readAt, at)));
  }
};

const mirrorPayment = async (
  tx: Tx,
  books: RealmKey,
  facts: BooksPayment,
  readAt: number,
): Promise<void> => {
  const row = {
    ...books,
    paymentId: facts.id,
    facts,
    changedAt: stamp(facts.updatedAt) ?? 0,
    readAt,
  };
  await tx
    .insert(payments)
    .values(row)
    .onConflictDoUpdate({
      target: [payments.companyId, payments.realmId, payments.paymentId],
      set: row,
      setWhere: or(
        lt(payments.changedAt, row.changedAt),
        and(eq(payments.changedAt, row.changedAt), lte(payments.readAt, readAt)),
      ),
    });
};

export type Look = Reading & {
  asked: string[];
  found: BooksInvoice[];
  unreadable: UnreadableInvoice[];
  /** Every payment that the found invoices name, as far as it could be told; null: none were asked for. */
  payments: { read: BooksPayment[]; known: BooksPayment[] } | null;
};

/** Stores one look: those found, those asked for that are gone or cannot be read, and what paid them. */
export const mirrorLook = async (db: Db, books: RealmKey, look: Look): Promise<void> => {
  const there = new Set<string | null>([...look.found, ...look.unreadable].map(({ id }) => id));
  const all = look.payments && [...look.payments.read, ...look.payments.known];
  await transact(db, async (tx) => {
    if (all === null) await mirrorInvoices(tx, books, look.found, look);
    else {
      const named = await withFullNames(tx, books, look.found);
      const told = named.map((facts) => ({
        facts,
        credited: creditOn(facts, all),
        paidOn: paidOn(facts, all),
      }));
      await storeInvoices(tx, books, told, look);
    }
    await markDeleted(
      tx,
      books,
      look.asked.filter((id) => !there.has(id)),
      look,
    );
    await markUnreadable(tx, books, look.unreadable, look.readAt);
    for (const payment of look.payments?.read ?? []) {
      await mirrorPayment(tx, books, payment, look.readAt);
    }
  });
};

export type DealLink = typeof dealInvoices.$inferInsert;

/** Says that an invoice belongs to a deal; saying it twice is fine. */
export const linkToDeal = async (tx: Tx, link: DealLink): Promise<void> => {
  await tx.insert(dealInvoices).values(link).onConflictDoNothing();
};
