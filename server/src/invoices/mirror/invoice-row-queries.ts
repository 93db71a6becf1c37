import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { preparedRows } from '../../db/prepared.ts';
import { anyRealm, inRealm, type RealmKey } from '../../db/realm.ts';
import { dealInvoices, invoiceFacts, invoices } from '../tables.ts';

const sameInvoice = (alias: string): SQL =>
  sql.raw(
    ['company_id', 'realm_id', 'invoice_id']
      .map((column) => `${alias}.${column} = invoices.${column}`)
      .join(' and '),
  );

/**
 * The last operation on an invoice as text, `11790000000000 void_invoice unconfirmed`: open flag
 * and sending time, kind, state. Open operations sort first. `max` is faster than ordering.
 */
const lastOperation = sql<string | null>`(
  select max((case when o.state in ('sending', 'unconfirmed', 'asking') then '1' else '0' end)
    || cast(o.sent_at as text) || ' ' || o.kind || ' ' || o.state)
  from operations o where o.company_id = invoices.company_id and o.realm_id = invoices.realm_id
    and o.subject = 'invoice' and o.subject_id = invoices.invoice_id)`;

/**
 * The deal a user linked the invoice to, among these deals or all; null unless there is exactly
 * one.
 */
const linkedDealId = (dealIds: number[] | null) => sql<number | null>`(
  select case when count(*) = 1 then max(d.deal_id) end
  from deal_invoices d where ${sameInvoice('d')} and d.how = 'linked'
  ${dealIds ? sql`and d.deal_id in ${dealIds}` : sql``})`;

/** Columns of a `StoredRow`. */
export const rowColumns = {
  invoiceId: invoices.invoiceId,
  number: invoices.number,
  customerId: invoices.customerId,
  customerName: invoices.customerName,
  currency: invoices.currency,
  total: invoices.total,
  tax: invoices.tax,
  balance: invoices.balance,
  credited: invoices.credited,
  covers: invoices.covers,
  paidOn: invoices.paidOn,
  issueDate: invoices.issueDate,
  dueDate: invoices.dueDate,
  memo: invoices.memo,
  linesAreZero: invoices.linesAreZero,
  voided: invoices.voided,
  emailStatus: invoices.emailStatus,
  deliveredAt: invoices.deliveredAt,
  deliveryError: invoices.deliveryError,
  eInvoiceStatus: invoices.eInvoiceStatus,
  deleted: invoices.deleted,
  unreadable: invoices.unreadable,
  readAt: invoices.readAt,
  readHow: invoices.readHow,
  deals: sql<number>`(select count(*) from deal_invoices d where ${sameInvoice('d')})`,
  linkedDealId: linkedDealId(null),
  lastOperation,
};

const linked = and(
  eq(invoices.companyId, dealInvoices.companyId),
  eq(invoices.realmId, dealInvoices.realmId),
  eq(invoices.invoiceId, dealInvoices.invoiceId),
);

const listColumns = {
  ...rowColumns,
  linkedDealId: sql<
    number | null
  >`case when ${dealInvoices.how} = 'linked' then ${dealInvoices.dealId} end`,
  createdAt: invoices.createdAt,
  linkedAt: dealInvoices.linkedAt,
};

const listStatement = preparedRows(listColumns, (db) =>
  db
    .select(listColumns)
    .from(dealInvoices)
    .innerJoin(invoices, linked)
    .where(
      and(inRealm(dealInvoices, anyRealm), eq(dealInvoices.dealId, sql.placeholder('dealId'))),
    ),
);

type ListedRow = Awaited<ReturnType<typeof listStatement>>[number];

export type StoredRow = Omit<ListedRow, 'createdAt' | 'linkedAt'>;

/**
 * QuickBooks timestamps have whole seconds; the link time orders invoices created in the same
 * second.
 */
const newestFirst = (a: ListedRow, b: ListedRow): number =>
  (a.issueDate < b.issueDate ? 1 : a.issueDate > b.issueDate ? -1 : 0) ||
  b.createdAt - a.createdAt ||
  b.linkedAt - a.linkedAt;

/** Condition: the invoice belongs to one of these deals. */
const ofDeals = (db: Reader, realmKey: RealmKey, dealIds: number[]) =>
  inArray(
    invoices.invoiceId,
    db
      .select({ invoiceId: dealInvoices.invoiceId })
      .from(dealInvoices)
      .where(and(inRealm(dealInvoices, realmKey), inArray(dealInvoices.dealId, dealIds))),
  );

/** Returns the invoices of these deals, each once, newest first. */
export const invoicesOfDeals = async (
  db: Reader,
  realmKey: RealmKey,
  dealIds: number[],
): Promise<StoredRow[]> => {
  const [dealId, ...others] = dealIds;
  if (dealId === undefined) return [];
  // A deal has few invoices: sorting here is faster than in SQL.
  if (others.length === 0)
    return (await listStatement(db, { ...realmKey, dealId })).sort(newestFirst);
  return db
    .select({ ...rowColumns, linkedDealId: linkedDealId(dealIds) })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), ofDeals(db, realmKey, dealIds)))
    .orderBy(desc(invoices.issueDate), desc(invoices.createdAt));
};

export type WholeRow = StoredRow & Pick<typeof invoiceFacts.$inferSelect, 'facts'>;

const factsOfInvoice = and(
  eq(invoiceFacts.companyId, invoices.companyId),
  eq(invoiceFacts.realmId, invoices.realmId),
  eq(invoiceFacts.invoiceId, invoices.invoiceId),
);

const isInvoice = (db: Reader, realmKey: RealmKey, dealIds: number[] | null, invoiceId: string) =>
  and(
    inRealm(invoices, realmKey),
    eq(invoices.invoiceId, invoiceId),
    dealIds ? ofDeals(db, realmKey, dealIds) : undefined,
  );

/**
 * Returns the row of one mirrored invoice, of these deals or (null) of the whole company. Does not
 * read `invoice_facts`, which is slow to parse.
 */
export const rowOf = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceId: string,
  dealIds: number[] | null = null,
): Promise<StoredRow | null> => {
  const [row] = await db
    .select({ ...rowColumns, linkedDealId: linkedDealId(null) })
    .from(invoices)
    .where(isInvoice(db, realmKey, dealIds, invoiceId))
    .limit(1);
  return row ?? null;
};

/**
 * Returns one mirrored invoice with its facts when it belongs to one of these deals, else null.
 * `dealIds` null means the whole company.
 */
export const invoiceOf = async (
  db: Reader,
  realmKey: RealmKey,
  dealIds: number[] | null,
  invoiceId: string,
): Promise<WholeRow | null> => {
  const [row] = await db
    .select({
      ...rowColumns,
      linkedDealId: linkedDealId(dealIds),
      facts: invoiceFacts.facts,
    })
    .from(invoices)
    .innerJoin(invoiceFacts, factsOfInvoice)
    .where(isInvoice(db, realmKey, dealIds, invoiceId))
    .limit(1);
  return row ?? null;
};
