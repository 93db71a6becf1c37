import { and, count, desc, gt, inArray, lt, or, type SQL } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { readRows } from '../db/prepared.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { rowColumns, type StoredRow } from '../invoices/mirror/invoice-row-queries.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { rowsAfter } from '../shared/contract/list-pages.ts';
import { ends } from './date-ranges.ts';
import { type ListFilter, matching } from './list-filter-sql.ts';

const read = readRows(rowColumns);

/** Returns one page of matching invoices, newest first, and the number of matches on all pages. */
export const listRows = async (
  db: Reader,
  filter: ListFilter,
  skip: number,
): Promise<{ rows: StoredRow[]; count: number }> => {
  const where = matching(filter);
  const pageSize = rowsAfter(skip);
  const rows = await read(
    db,
    db
      .select(rowColumns)
      .from(invoices)
      .where(where)
      .orderBy(desc(invoices.issueDate), desc(invoices.createdAt), desc(invoices.invoiceId))
      .limit(pageSize)
      .offset(skip),
  );
  if (skip === 0 && rows.length < pageSize) return { rows, count: rows.length };
  return { rows, count: await countOf(db, where) };
};

/** Counts mirrored invoices outside the period that match the other filters. */
export const countOutside = async (db: Reader, filter: ListFilter): Promise<number> => {
  const { from, to } = filter.dates;
  const outsidePeriod = or(lt(invoices.issueDate, from), gt(invoices.issueDate, to));
  const where = and(matching({ ...filter, dates: ends }), outsidePeriod);
  return countOf(db, where);
};

const countOf = async (db: Reader, where: SQL | undefined): Promise<number> => {
  const [all] = await db.select({ count: count() }).from(invoices).where(where);
  return Number(all?.count ?? 0);
};

/** Returns the mirrored ones of these invoices, in this order. */
export const rowsByIds = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceIds: string[],
): Promise<StoredRow[]> => {
  const rows = await db
    .select(rowColumns)
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  const rowsById = new Map(rows.map((row) => [row.invoiceId, row]));
  return invoiceIds.flatMap((invoiceId) => rowsById.get(invoiceId) ?? []);
};

/** Returns the linked deals by invoice id, last linked first. */
export const dealsAmong = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
  invoiceIds: string[],
): Promise<Map<string, number[]>> => {
  const links = await db
    .select({ invoiceId: dealInvoices.invoiceId, dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(
      and(
        inRealm(dealInvoices, { companyId, realmId }),
        inArray(dealInvoices.invoiceId, invoiceIds),
      ),
    )
    .orderBy(desc(dealInvoices.linkedAt), desc(dealInvoices.dealId));
  const deals = new Map<string, number[]>();
  for (const { invoiceId, dealId } of links) {
    deals.set(invoiceId, [...(deals.get(invoiceId) ?? []), dealId]);
  }
  return deals;
};
