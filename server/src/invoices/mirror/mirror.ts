import { and, eq, gt, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/open-database.ts';
import type { BooksInvoice, BooksPayment } from '../../quickbooks/told.ts';
import { creditOn } from '../../shared/deal-ledger.ts';
import { folded } from '../../shared/folded.ts';
import { dealInvoices, invoices, payments, type readHow } from '../tables.ts';
import { withFullNames } from './full-names.ts';
import { isPaid, paidOn } from './paid-on.ts';
import { paymentsInMirror } from './payment-store.ts';
import { type BooksKey, ofBooks, type StoredRow } from './row-statements.ts';
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
  readAt,
  deals: 0,
  linkedTo: null,
  lastChange: null,
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
export const mirrorInvoice = (
  db: Pick<Db, 'insert'>,
  books: BooksKey,
  facts: BooksInvoice,
  { readAt, how }: Reading,
  more: { deleted?: boolean; voided?: boolean; credited?: string; paidOn?: string | null } = {},
): void => {
  const row = {
    ...books,
    ...columnsOf(facts),
    facts,
    deleted: false,
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
  db.insert(invoices)
    .values(row)
    .onConflictDoUpdate({
      target: [invoices.companyId, invoices.realmId, invoices.invoiceId],
      set: { ...row, voided: staysVoided(facts, row.voided) },
      setWhere: isNewer(stamp(facts.updatedAt), readAt),
    })
    .run();
};

/** Mirrors invoices that were told without their payments: of those that are paid, our copies tell when. */
export const mirrorInvoices = (
  tx: Tx,
  books: BooksKey,
  told: BooksInvoice[],
  reading: Reading,
  more: { voided?: boolean } = {},
): void => {
  const ids = new Set(told.filter(isPaid).flatMap(({ paymentIds }) => paymentIds));
  const known = new Map(paymentsInMirror(tx, books, [...ids]).map((one) => [one.id, one]));
  for (const facts of withFullNames(tx, books, told)) {
    const paid = facts.paymentIds.flatMap((id) => known.get(id) ?? []);
    mirrorInvoice(tx, books, facts, reading, { ...more, paidOn: paidOn(facts, paid) });
  }
};

/** Notes that these were not found any more. */
export const markDeleted = (
  db: Pick<Db, 'update'>,
  books: BooksKey,
  ids: string[],
  { readAt, how }: Reading,
) => {
  if (ids.length === 0) return;
  db.update(invoices)
    .set({ deleted: true, balance: '0.00', readAt, readHow: how })
    .where(and(ofBooks(books), inArray(invoices.invoiceId, ids), lte(invoices.readAt, readAt)))
    .run();
};

const mirrorPayment = (tx: Tx, books: BooksKey, facts: BooksPayment, readAt: number): void => {
  const row = {
    ...books,
    paymentId: facts.id,
    facts,
    changedAt: stamp(facts.updatedAt) ?? 0,
    readAt,
  };
  tx.insert(payments)
    .values(row)
    .onConflictDoUpdate({
      target: [payments.companyId, payments.realmId, payments.paymentId],
      set: row,
      setWhere: or(
        lt(payments.changedAt, row.changedAt),
        and(eq(payments.changedAt, row.changedAt), lte(payments.readAt, readAt)),
      ),
    })
    .run();
};

export type Look = Reading & {
  asked: string[];
  found: BooksInvoice[];
  /** Every payment that the found invoices name, as far as it could be told; null: none were asked for. */
  payments: { read: BooksPayment[]; known: BooksPayment[] } | null;
};

/** Stores one look: those found, those that were asked for and are gone, and what paid them. */
export const mirrorLook = async (db: Db, books: BooksKey, look: Look): Promise<void> => {
  const found = new Set(look.found.map((facts) => facts.id));
  const all = look.payments && [...look.payments.read, ...look.payments.known];
  db.transaction((tx) => {
    if (all === null) mirrorInvoices(tx, books, look.found, look);
    else {
      for (const facts of withFullNames(tx, books, look.found)) {
        const told = { credited: creditOn(facts, all), paidOn: paidOn(facts, all) };
        mirrorInvoice(tx, books, facts, look, told);
      }
    }
    markDeleted(
      tx,
      books,
      look.asked.filter((id) => !found.has(id)),
      look,
    );
    for (const payment of look.payments?.read ?? []) {
      mirrorPayment(tx, books, payment, look.readAt);
    }
  });
};

export type DealLink = typeof dealInvoices.$inferInsert;

/** Says that an invoice belongs to a deal; saying it twice is fine. */
export const linkToDeal = (db: Pick<Db, 'insert'>, link: DealLink): void => {
  db.insert(dealInvoices).values(link).onConflictDoNothing().run();
};
