import { and, eq, inArray, lte } from 'drizzle-orm';
import type { Db, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import { giveWay } from '../../event-loop.ts';
import type { UnreadableInvoice } from '../../quickbooks/gateway.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from '../../quickbooks/models.ts';
import { creditOn } from '../../shared/money/deal-ledger.ts';
import { dealInvoices, invoices } from '../tables.ts';
import { withFullNames } from './full-names.ts';
import { isPaid, paidOn } from './paid-on.ts';
import { mirroredPayments, storePayments } from './payment-store.ts';
import { slicesOf } from './slices.ts';
import { type Reading, storeInvoices, type Told } from './store-invoices.ts';

/** Mirrors one invoice, as `storeInvoices` does. */
export const mirrorInvoice = (
  tx: Tx,
  realmKey: RealmKey,
  facts: QuickbooksInvoice,
  reading: Reading,
  more: Omit<Told, 'facts'> = {},
): Promise<void> => storeInvoices(tx, realmKey, [{ facts, ...more }], reading);

/** Mirrors invoices that were told without their payments: of those that are paid, our copies tell when. */
export const mirrorInvoices = async (
  tx: Tx,
  realmKey: RealmKey,
  told: QuickbooksInvoice[],
  reading: Reading,
  more: { voided?: boolean } = {},
): Promise<void> => {
  const ids = new Set(told.filter(isPaid).flatMap(({ paymentIds }) => paymentIds));
  const payments = await mirroredPayments(tx, realmKey, [...ids]);
  const known = new Map(payments.map((one) => [one.id, one]));
  const named = await withFullNames(tx, realmKey, told);
  const rows = named.map((facts) => {
    const paid = facts.paymentIds.flatMap((id) => known.get(id) ?? []);
    return { facts, ...more, paidOn: paidOn(facts, paid) };
  });
  await storeInvoices(tx, realmKey, rows, reading);
};

/** Notes that these were not found any more. */
export const markDeleted = async (
  tx: Tx,
  realmKey: RealmKey,
  ids: string[],
  { readAt, how }: Reading,
): Promise<void> => {
  if (ids.length === 0) return;
  await tx
    .update(invoices)
    .set({ deleted: true, balance: '0.00', unreadable: null, readAt, readHow: how })
    .where(
      and(
        inRealm(invoices, realmKey),
        inArray(invoices.invoiceId, ids),
        lte(invoices.readAt, readAt),
      ),
    );
};

/** Notes that QuickBooks answers a fault instead of these. All else stays as it was read before. */
export const markUnreadable = async (
  tx: Tx,
  realmKey: RealmKey,
  unreadable: UnreadableInvoice[],
  at: number,
): Promise<void> => {
  for (const { id, code } of unreadable) {
    if (id === null) continue;
    await tx
      .update(invoices)
      .set({ unreadable: { code, at } })
      .where(
        and(inRealm(invoices, realmKey), eq(invoices.invoiceId, id), lte(invoices.readAt, at)),
      );
  }
};

export type MirroredRead = Reading & {
  asked: string[];
  found: QuickbooksInvoice[];
  unreadable: UnreadableInvoice[];
  /** Every payment that the found invoices name, as far as it could be told; null: none were asked for. */
  payments: { read: QuickbooksPayment[]; known: QuickbooksPayment[] } | null;
};

/**
 * Mirrors any number of invoices in short transactions, so that other requests and writers get their turn
 * between them. A crash loses the rest, which is read again.
 */
const mirrorInTurns = async (
  db: Db,
  told: QuickbooksInvoice[],
  mirror: (tx: Tx, some: QuickbooksInvoice[]) => Promise<void>,
): Promise<void> => {
  for (const some of slicesOf(told, ({ lines }) => 1 + lines.length / 10)) {
    await giveWay();
    await transact(db, (tx) => mirror(tx, some));
  }
};

/** Mirrors a page of a list, as `mirrorInvoices` does. */
export const mirrorPage = (
  db: Db,
  realmKey: RealmKey,
  told: QuickbooksInvoice[],
  reading: Reading,
): Promise<void> =>
  mirrorInTurns(db, told, (tx, some) => mirrorInvoices(tx, realmKey, some, reading));

/** Stores one look: what paid the invoices, those found, those asked for that are gone or cannot be read. */
export const mirrorRead = async (db: Db, realmKey: RealmKey, read: MirroredRead): Promise<void> => {
  const there = new Set<string | null>([...read.found, ...read.unreadable].map(({ id }) => id));
  for (const some of slicesOf(read.payments?.read ?? [])) {
    await giveWay();
    await transact(db, (tx) => storePayments(tx, realmKey, some, read.readAt));
  }
  const all = read.payments && [...read.payments.read, ...read.payments.known];
  if (all === null) await mirrorPage(db, realmKey, read.found, read);
  else {
    await mirrorInTurns(db, read.found, async (tx, some) => {
      const named = await withFullNames(tx, realmKey, some);
      const told = named.map((facts) => ({
        facts,
        credited: creditOn(facts, all),
        paidOn: paidOn(facts, all),
      }));
      await storeInvoices(tx, realmKey, told, read);
    });
  }
  const gone = read.asked.filter((id) => !there.has(id));
  await transact(db, async (tx) => {
    for (const some of slicesOf(gone)) await markDeleted(tx, realmKey, some, read);
    await markUnreadable(tx, realmKey, read.unreadable, read.readAt);
  });
};

export type DealLink = typeof dealInvoices.$inferInsert;

/** Says that an invoice belongs to a deal; saying it twice is fine. */
export const linkToDeal = async (tx: Tx, link: DealLink): Promise<void> => {
  await tx.insert(dealInvoices).values(link).onConflictDoNothing();
};
