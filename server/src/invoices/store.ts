import { and, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import { prepared } from '../db/prepared.ts';
import type { BooksInvoice } from '../quickbooks/gateway.ts';
import { dealInvoices, invoices } from './tables.ts';

/** Which books a row belongs to: the tenant's, and of those these. */
export type BooksKey = { companyId: number; realmId: string };

/** The columns a row of the panel is made of. */
const rowColumns = {
  invoiceId: invoices.invoiceId,
  number: invoices.number,
  customerId: invoices.customerId,
  customerName: invoices.customerName,
  currency: invoices.currency,
  total: invoices.total,
  balance: invoices.balance,
  issueDate: invoices.issueDate,
  dueDate: invoices.dueDate,
  memo: invoices.memo,
  linesAreZero: invoices.linesAreZero,
  emailStatus: invoices.emailStatus,
  deliveredAt: invoices.deliveredAt,
  eInvoiceStatus: invoices.eInvoiceStatus,
  deleted: invoices.deleted,
  readAt: invoices.readAt,
};

const ofBooks = (books: BooksKey) =>
  and(eq(invoices.companyId, books.companyId), eq(invoices.realmId, books.realmId));

const listStatement = prepared((db) =>
  db
    .select(rowColumns)
    .from(dealInvoices)
    .innerJoin(
      invoices,
      and(
        eq(invoices.companyId, dealInvoices.companyId),
        eq(invoices.realmId, dealInvoices.realmId),
        eq(invoices.invoiceId, dealInvoices.invoiceId),
      ),
    )
    .where(
      and(
        eq(dealInvoices.companyId, sql.placeholder('companyId')),
        eq(dealInvoices.realmId, sql.placeholder('realmId')),
        eq(dealInvoices.dealId, sql.placeholder('dealId')),
      ),
    )
    // QuickBooks stamps whole seconds; our own link tells apart what was made in one.
    .orderBy(desc(invoices.issueDate), desc(invoices.createdAt), desc(dealInvoices.linkedAt))
    .prepare(),
);

export type StoredRow = Awaited<ReturnType<ReturnType<typeof listStatement>['all']>>[number];

/** The deal's invoices, newest first. */
export const invoicesOfDeal = async (
  db: Db,
  books: BooksKey,
  dealId: number,
): Promise<StoredRow[]> => listStatement(db).all({ ...books, dealId });

/** One mirrored invoice that belongs to the deal, whole; null when it does not. */
export const invoiceOfDeal = async (db: Db, books: BooksKey, dealId: number, invoiceId: string) =>
  db
    .select({ ...rowColumns, facts: invoices.facts })
    .from(invoices)
    .innerJoin(
      dealInvoices,
      and(
        eq(dealInvoices.companyId, invoices.companyId),
        eq(dealInvoices.realmId, invoices.realmId),
        eq(dealInvoices.invoiceId, invoices.invoiceId),
      ),
    )
    .where(and(ofBooks(books), eq(invoices.invoiceId, invoiceId), eq(dealInvoices.dealId, dealId)))
    .get() ?? null;

/** Null where an answer leaves its stamp out. */
const stamp = (told: string): number | null => {
  const at = Date.parse(told);
  return Number.isNaN(at) ? null : at;
};

const asRow = (books: BooksKey, facts: BooksInvoice, readAt: number, deleted: boolean) => ({
  ...books,
  invoiceId: facts.id,
  number: facts.number,
  customerId: facts.customerId,
  customerName: facts.customerName,
  currency: facts.currency,
  total: facts.total,
  balance: facts.balance,
  issueDate: facts.issueDate,
  dueDate: facts.dueDate,
  memo: facts.memo,
  linesAreZero: facts.lines.every((line) => Number(line.amount) === 0),
  emailStatus: facts.emailStatus,
  deliveredAt: facts.deliveredAt,
  eInvoiceStatus: facts.eInvoiceStatus,
  facts,
  deleted,
  createdAt: stamp(facts.createdAt) ?? readAt,
  // Unknown is older than anything: the next answer that has a stamp counts.
  changedAt: stamp(facts.updatedAt) ?? 0,
  readAt,
});

/** The same row for an invoice that is not mirrored. */
export const rowFromFacts = (facts: BooksInvoice, readAt: number): StoredRow =>
  asRow({ companyId: 0, realmId: '' }, facts, readAt, false);

/**
 * Mirrors what QuickBooks told at `readAt` (epoch ms). An answer older than what we have changes
 * nothing; QuickBooks' stamps have whole seconds, so an equal one counts as newer. Of one without a stamp
 * only our own clock tells how old it is.
 */
export const mirrorInvoice = (
  db: Pick<Db, 'insert'>,
  books: BooksKey,
  facts: BooksInvoice,
  readAt: number,
  deleted = false,
): void => {
  const row = asRow(books, facts, readAt, deleted);
  db.insert(invoices)
    .values(row)
    .onConflictDoUpdate({
      target: [invoices.companyId, invoices.realmId, invoices.invoiceId],
      set: row,
      setWhere: and(
        lte(invoices.readAt, readAt),
        stamp(facts.updatedAt) === null ? undefined : lte(invoices.changedAt, row.changedAt),
      ),
    })
    .run();
};

/** Notes that a look at `readAt` did not find these any more. */
export const markDeleted = (
  db: Pick<Db, 'update'>,
  books: BooksKey,
  ids: string[],
  readAt: number,
) => {
  if (ids.length === 0) return;
  db.update(invoices)
    .set({ deleted: true, balance: '0.00', readAt })
    .where(
      and(ofBooks(books), inArray(invoices.invoiceId, ids), sql`${invoices.readAt} <= ${readAt}`),
    )
    .run();
};

/** Stores one look at the deal's invoices: those found, and those that were asked for and are gone. */
export const mirrorLook = async (
  db: Db,
  books: BooksKey,
  look: { asked: string[]; found: BooksInvoice[]; readAt: number },
): Promise<void> => {
  const found = new Set(look.found.map((facts) => facts.id));
  db.transaction((tx) => {
    for (const facts of look.found) mirrorInvoice(tx, books, facts, look.readAt);
    const gone = look.asked.filter((id) => !found.has(id));
    markDeleted(tx, books, gone, look.readAt);
  });
};

export type DealLink = typeof dealInvoices.$inferInsert;

/** Says that an invoice belongs to a deal; saying it twice is fine. */
export const linkToDeal = (db: Pick<Db, 'insert'>, link: DealLink): void => {
  db.insert(dealInvoices).values(link).onConflictDoNothing().run();
};
