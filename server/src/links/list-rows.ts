import { and, count, desc, eq, gt, inArray, lt, or } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import { rowReader } from '../db/prepared.ts';
import {
  type BooksKey,
  ofBooks,
  rowColumns,
  type StoredRow,
} from '../invoices/mirror/row-statements.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { rowsAfter } from '../shared/list-pages.ts';
import { ends } from './stretches.ts';
import { matching, type Which } from './which-rows.ts';

const read = rowReader<StoredRow>(rowColumns);

/** Forty of the matching invoices, newest first, and how many there are; from `skip` on a hundred. */
export const listRows = async (
  db: Db,
  which: Which,
  skip: number,
): Promise<{ rows: StoredRow[]; count: number }> => {
  const where = matching(which);
  const most = rowsAfter(skip);
  const rows = read(
    db
      .select(rowColumns)
      .from(invoices)
      .where(where)
      .orderBy(desc(invoices.issueDate), desc(invoices.createdAt), desc(invoices.invoiceId))
      .limit(most)
      .offset(skip)
      .values(),
  );
  if (skip === 0 && rows.length < most) return { rows, count: rows.length };
  const all = db.select({ count: count() }).from(invoices).where(where).get();
  return { rows, count: all?.count ?? 0 };
};

/** How many mirrored invoices match but for their date. */
export const countOutside = (db: Db, which: Which): number => {
  const { from, to } = which.dates;
  const dated = or(lt(invoices.issueDate, from), gt(invoices.issueDate, to));
  const where = and(matching({ ...which, dates: ends }), dated);
  return db.select({ count: count() }).from(invoices).where(where).get()?.count ?? 0;
};

/** These invoices, in the order of the ids; what is not mirrored is left out. */
export const rowsByIds = async (db: Db, books: BooksKey, ids: string[]): Promise<StoredRow[]> => {
  const rows = db
    .select(rowColumns)
    .from(invoices)
    .where(and(ofBooks(books), inArray(invoices.invoiceId, ids)))
    .all();
  const known = new Map(rows.map((row) => [row.invoiceId, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
};

/** Which of these deals each invoice belongs to, the last linked first; null is any deal. */
export const dealsAmong = async (
  db: Db,
  { companyId, realmId }: BooksKey,
  dealIds: number[] | null,
  invoiceIds: string[],
): Promise<Map<string, number[]>> => {
  const links = db
    .select({ invoiceId: dealInvoices.invoiceId, dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(
      and(
        eq(dealInvoices.companyId, companyId),
        eq(dealInvoices.realmId, realmId),
        inArray(dealInvoices.invoiceId, invoiceIds),
        dealIds === null ? undefined : inArray(dealInvoices.dealId, dealIds),
      ),
    )
    .orderBy(desc(dealInvoices.linkedAt), desc(dealInvoices.dealId))
    .all();
  const deals = new Map<string, number[]>();
  for (const { invoiceId, dealId } of links) {
    deals.set(invoiceId, [...(deals.get(invoiceId) ?? []), dealId]);
  }
  return deals;
};
