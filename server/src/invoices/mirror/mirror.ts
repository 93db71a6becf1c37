import { and, eq, gt, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import type { UnreadableInvoice } from '../../quickbooks/gateway.ts';
import type { BooksInvoice, BooksPayment } from '../../quickbooks/told.ts';
import { creditOn } from '../../shared/deal-ledger.ts';
import { folded } from '../../shared/folded.ts';
import { dealInvoices, invoices, payments, type readHow } from '../tables.ts';
import { withFullNames } from './full-names.ts';
import { isPaid, paidOn } from './paid-on.ts';
import { mirroredPayments } from './payment-store.ts';
import type { StoredRow } from './row-statements.ts';
import { linesAreZero, quantitiesAreZero, statusOfFacts } from './status-of-facts.ts';

export type ReadHow = (typeof readHow)[number];

/** When QuickBooks was asked, epoch milliseconds, and on what occasion. */
export type Reading = { readAt: number; how: ReadHow };

const columnsOf = (facts: BooksInvoice) => ({
  invoiceId: facts.id,
  number: facts.number,
  customerId: facts.customerId,
  customerName: facts.customerName,
  currency: facts.currency,
  total: facts.total,
  tax: facts.tax,
  balance: facts.balance,
  issueDate: facts.issueDate,
  dueDate: facts.dueDate,
  memo: facts.memo,
  linesAreZero: linesAreZero(facts),
  emailStatus: facts.emailStatus,
  deliveredAt: facts.deliveredAt,
  deliveryError: facts.deliveryError ?? null,
  eInvoiceStatus: facts.eInvoiceStatus,
});

const isVoided = (facts: BooksInvoice): boolean =>
  statusOfFacts(facts, facts.issueDate).money === 'voided';

/**
 * Whether an invoice that is stored already counts as voided: once it was, or its total dropped to 0 with
 * every quantity at 0. One that is worth something again does not.
 */
const staysVoided = (facts: BooksInvoice, voided: boolean): SQL | boolean => {
  if (voided || Number(facts.total) !== 0) return voided;
  const before = sql`cast(${invoices.total} as numeric)`;
  const noted = sql`(${invoices.linesAreZero} and ${before} = 0 and lower(ltrim(${invoices.memo})) like 'voided%')`;
  const dropped = quantitiesAreZero(facts) ? sql`${before} > 0` : sql`false`;
  return sql`(${invoices.voided} or ${noted} or ${dropped})`;
};

/** Null where an answer leaves its stamp out. */
const stamp = (told: string): number | null => {
  const at = Date.parse(told);
  return Number.isNaN(at) ? null : at;
};

/** The same row for an invoice that is not mirrored. */
export const rowFromFacts = (facts: BooksInvoice, readAt: number): StoredRow => ({
  ...columnsOf(facts),
  voided: isVoided(facts),
  credited: '0.00',
  paidOn: null,
  deleted: false,
  unreadable: null,
  readAt,
  deals: 0,
  linkedTo: null,
  lastOperation: null,
});

/**
 * Whether an answer is newer than the row: QuickBooks' stamps tell, whatever our clocks say. Within one of
 * their seconds, without a stamp, and of what was found gone, only the time of asking tells.
 */
const isNewer = (changedAt: number | null, readAt: number) => {
  const askedLater = lte(invoices.readAt, readAt);
  if (changedAt === null) return askedLater;
  const stamped = and(gt(invoices.changedAt, 0), eq(invoices.deleted, false));
  return or(
    and(stamped, lt(invoices.changedAt, changedAt)),
    and(lte(invoices.changedAt, changedAt), askedLater),
  );
};

/**
 * Mirrors what QuickBooks told; an answer older than what we have changes nothing. `credited` stays as it
 * was where it is not told; `paidOn` does not.
 */
export const mirrorInvoice = async (
  tx: Tx,
  books: RealmKey,
  facts: BooksInvoice,
  { readAt, how }: Reading,
  more: { deleted?: boolean; voided?: boolean; credited?: string; paidOn?: string | null } = {},
): Promise<void> => {
  const row = {
    ...books,
    ...columnsOf(facts),
    facts,
    deleted: false,
    unreadable: null,
    voided: isVoided(facts),
    paidOn: null,
    createdAt: stamp(facts.createdAt) ?? readAt,
    // Unknown is older than anything: the next answer that has a stamp counts.
    changedAt: stamp(facts.updatedAt) ?? 0,
    readAt,
    readHow: how,
    searched: folded(`${facts.number} ${facts.memo}`),
    searchedName: folded(facts.customerName),
    ...more,
  };
  await tx
    .insert(invoices)
    .values(row)
    .onConflictDoUpdate({
      target: [invoices.companyId, invoices.realmId, invoices.invoiceId],
      set: { ...row, voided: staysVoided(facts, row.voided) },
      setWhere: isNewer(stamp(facts.updatedAt), readAt),
    });
};

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
  for (const facts of await withFullNames(tx, books, told)) {
    const paid = facts.paymentIds.flatMap((id) => known.get(id) ?? []);
    await mirrorInvoice(tx, books, facts, reading, { ...more, paidOn: paidOn(facts, paid) });
  }
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
      for (const facts of await withFullNames(tx, books, look.found)) {
        const told = { credited: creditOn(facts, all), paidOn: paidOn(facts, all) };
        await mirrorInvoice(tx, books, facts, look, told);
      }
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
