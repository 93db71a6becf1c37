import { and, eq, gte, lt, lte } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import { mirrorInvoices } from '../invoices/mirror/mirror.ts';
import { type BooksKey, ofBooks } from '../invoices/mirror/row-statements.ts';
import { invoices } from '../invoices/tables.ts';
import type { BooksInvoice } from '../quickbooks/told.ts';
import type { Stretch } from './stretches.ts';
import { listReads } from './tables.ts';

/** Whose invoices are read: one customer's, or with an empty id the company's. */
export type Scope = BooksKey & { customerId: string };

export type ListRead = Omit<typeof listReads.$inferSelect, keyof Scope>;

/** How much of these invoices was read; null when nothing yet. */
export const listRead = async (db: Db, scope: Scope): Promise<ListRead | null> => {
  const { companyId, realmId, customerId } = scope;
  const row = db
    .select()
    .from(listReads)
    .where(
      and(
        eq(listReads.companyId, companyId),
        eq(listReads.realmId, realmId),
        eq(listReads.customerId, customerId),
      ),
    )
    .get();
  return row ?? null;
};

/** Mirrors what a call told, and with it how far reading has come. */
export const keepRead = async (
  db: Db,
  scope: Scope,
  told: { invoices: BooksInvoice[]; readAt: number },
  read: ListRead,
): Promise<void> => {
  const { companyId, realmId } = scope;
  db.transaction((tx) => {
    const reading = { readAt: told.readAt, how: 'list' } as const;
    mirrorInvoices(tx, { companyId, realmId }, told.invoices, reading);
    tx.insert(listReads)
      .values({ ...scope, ...read })
      .onConflictDoUpdate({
        target: [listReads.companyId, listReads.realmId, listReads.customerId],
        set: read,
      })
      .run();
  });
};

/** Invoices that we believe to be issued in these dates, and that nobody has seen since `before`. */
export const notSeenSince = async (
  db: Db,
  { companyId, realmId, customerId }: Scope,
  dates: Stretch,
  before: number,
): Promise<string[]> =>
  db
    .select({ id: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        ofBooks({ companyId, realmId }),
        customerId === '' ? undefined : eq(invoices.customerId, customerId),
        gte(invoices.issueDate, dates.from),
        lte(invoices.issueDate, dates.to),
        eq(invoices.deleted, false),
        lt(invoices.readAt, before),
      ),
    )
    .all()
    .map(({ id }) => id);
