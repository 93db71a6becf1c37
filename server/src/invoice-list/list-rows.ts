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

/** Forty of the matching invoices, newest first, and how many there are; from `skip` on a hundred. */
export const listRows = async (
  db: Reader,
  filter: ListFilter,
  skip: number,
): Promise<{ rows: StoredRow[]; count: number }> => {
  const where = matching(filter);
  const most = rowsAfter(skip);
  const rows = await read(
    db,
    db
      .select(rowColumns)
      .from(invoices)
      .where(where)
      .orderBy(desc(invoices.issueDate), desc(invoices.createdAt), desc(invoices.invoiceId))
      .limit(most)
      .offset(skip),
  );
  if (skip === 0 && rows.length < most) return { rows, count: rows.length };
  return { rows, count: await countOf(db, where) };
};

/** How many mirrored invoices match but for their date. */
export const countOutside = async (db: Reader, filter: ListFilter): Promise<number> => {
  const { from, to } = filter.dates;
  const dated = or(lt(invoices.issueDate, from), gt(invoices.issueDate, to));
  const where = and(matching({ ...filter, dates: ends }), dated);
  return countOf(db, where);
};

const countOf = async (db: Reader, where: SQL | undefined): Promise<number> => {
  const [all] = await db.select({ count: count() }).from(invoices).where(where);
  return Number(all?.count ?? 0);
};

/** These invoices, in the order of the ids; what is not mirrored is left out. */
export const rowsByIds = async (
  db: Reader,
  realmKey: RealmKey,
  ids: string[],
): Promise<StoredRow[]> => {
  const rows = await db
    .select(rowColumns)
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, ids)));
  const known = new Map(rows.map((row) => [row.invoiceId, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
};

/** Which of these deals each invoice belongs to, the last linked first; null is any deal. */
export const dealsAmong = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
  dealIds: number[] | null,
  invoiceIds: string[],
): Promise<Map<string, number[]>> => {
  const links = await db
    .select({ invoiceId: dealInvoices.invoiceId, dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(
      and(
        inRealm(dealInvoices, { companyId, realmId }),
        inArray(dealInvoices.invoiceId, invoiceIds),
        dealIds === null ? undefined : inArray(dealInvoices.dealId, dealIds),
      ),
    )
    .orderBy(desc(dealInvoices.linkedAt), desc(dealInvoices.dealId));
  const deals = new Map<string, number[]>();
  for (const { invoiceId, dealId } of links) {
    deals.set(invoiceId, [...(deals.get(invoiceId) ?? []), dealId]);
  }
  return deals;
};
