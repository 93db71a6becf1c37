import { and, asc, count, eq, gt, gte, lte, notInArray, type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import type { AnyColumn } from '../db/schema-kit.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { invoiceStatus } from '../shared/status/invoice-status.ts';
import type { ReminderName } from './contract.ts';
import { sentReminders } from './tables.ts';

export type InvoiceRow = typeof invoices.$inferSelect;

const statusOf = (invoice: InvoiceRow, today: string) => {
  const status = invoiceStatus(
    { ...invoice, lineAmountsAllZero: invoice.linesAreZero, voidedBefore: invoice.voided },
    today,
  );
  const isUnpaid = ['open', 'partially_paid', 'overdue'].includes(status.money);
  return { ...status, isOwed: isUnpaid && Number(invoice.balance) > 0 };
};

/** Whether the invoice is unsent, unpaid before its due date, or overdue on `today`. */
export const isNeeded = (name: ReminderName, invoice: InvoiceRow, today: string): boolean => {
  const { overdue, delivery, isOwed } = statusOf(invoice, today);
  if (name === 'overdue') return overdue;
  if (name === 'due') return isOwed && invoice.dueDate !== null && invoice.dueDate >= today;
  return isOwed && delivery === 'not_sent';
};

/**
 * Whether the activity of a reminder stays open. One that was added before the due date stays until
 * nothing is owed.
 */
export const staysOpen = (name: ReminderName, invoice: InvoiceRow, today: string): boolean =>
  name === 'due' ? statusOf(invoice, today).isOwed : isNeeded(name, invoice, today);

/** Days since the invoice date or the due date, or until the due date. */
export const daysCounted = (
  name: ReminderName,
  { issueDate, dueDate }: InvoiceRow,
  today: string,
): number => {
  const date = (name === 'unsent' ? issueDate : dueDate) ?? today;
  return Math.abs(Temporal.PlainDate.from(date).until(today).days);
};

const folded = (column: AnyColumn): SQL =>
  sql`lower(replace(replace(coalesce(${column}, ''), '_', ''), ' ', ''))`;

/** The delivery status `not_sent` of `invoice-status.ts`, in SQL; a test compares both. */
const isNotSent = sql`(${invoices.deliveredAt} is null
  and coalesce(${invoices.deliveryError}, '') = ''
  and ${folded(invoices.emailStatus)} not in ('emailsent', 'needtosend')
  and ${folded(invoices.eInvoiceStatus)} not in ('deliveryerror', 'sent')
  and ${folded(invoices.eInvoiceStatus)} not like '%viewed')`;

const isOwed = sql`(not ${invoices.deleted} and cast(${invoices.balance} as numeric) > 0)`;

/** Its deal is one that still exists. */
const hasDeal = sql`exists (select 1 from deal_invoices l
  where l.company_id = ${invoices.companyId} and l.realm_id = ${invoices.realmId}
    and l.invoice_id = ${invoices.invoiceId}
    and not exists (select 1 from deal_presence p
      where p.company_id = l.company_id and p.deal_id = l.deal_id and p.gone))`;

const hasReminder = (name: ReminderName): SQL => sql`exists (select 1 from sent_reminders r
  where r.company_id = ${invoices.companyId} and r.realm_id = ${invoices.realmId}
    and r.invoice_id = ${invoices.invoiceId} and r.name = ${name})`;

export type Search = {
  name: ReminderName;
  days: number;
  /** See the column. */
  startAfter: string | null;
  /** The company's date. */
  today: string;
  /** Ids of invoices to leave out. */
  without?: string[];
};

/** The date that an invoice has which reaches the days on `date`. */
const reachedOn = (name: ReminderName, date: string, days: number): string =>
  Temporal.PlainDate.from(date)
    .add({ days: name === 'due' ? days : -days })
    .toString();

const matches = (realmKey: RealmKey, { name, days, startAfter, today, without = [] }: Search) => {
  const date = name === 'unsent' ? invoices.issueDate : invoices.dueDate;
  return and(
    inRealm(invoices, realmKey),
    lte(date, reachedOn(name, today, days)),
    startAfter === null ? undefined : gt(date, reachedOn(name, startAfter, days)),
    name === 'due' ? gte(date, today) : undefined,
    isOwed,
    name === 'unsent' ? isNotSent : undefined,
    hasDeal,
    sql`not ${hasReminder(name)}`,
    notInArray(invoices.invoiceId, without),
  );
};

/** Ids of invoices that have reached the days and got no reminder, in their order. */
export const findDueInvoices = async (
  db: Reader,
  realmKey: RealmKey,
  search: Search,
  limit: number,
): Promise<string[]> => {
  const rows = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(matches(realmKey, search))
    .orderBy(asc(invoices.invoiceId))
    .limit(limit);
  return rows.map(({ invoiceId }) => invoiceId);
};

export const countDueInvoices = async (
  db: Reader,
  realmKey: RealmKey,
  search: Search,
): Promise<number> => {
  const [row] = await db
    .select({ invoices: count() })
    .from(invoices)
    .where(matches(realmKey, search));
  return Number(row?.invoices ?? 0);
};

export const readInvoice = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceId: string,
): Promise<InvoiceRow | null> => {
  const [row] = await db
    .select()
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), eq(invoices.invoiceId, invoiceId)));
  return row ?? null;
};

/** The deal that an invoice was linked to first, of those that still exist. */
export const dealOfInvoice = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceId: string,
): Promise<number | null> => {
  const isGone = sql`exists (select 1 from deal_presence p
    where p.company_id = ${dealInvoices.companyId} and p.deal_id = ${dealInvoices.dealId} and p.gone)`;
  const [link] = await db
    .select({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        eq(dealInvoices.invoiceId, invoiceId),
        sql`not ${isGone}`,
      ),
    )
    .orderBy(asc(dealInvoices.linkedAt), asc(dealInvoices.dealId))
    .limit(1);
  return link?.dealId ?? null;
};

export const ofReminder = ({ invoiceId, name }: { invoiceId: string; name: ReminderName }) =>
  and(eq(sentReminders.invoiceId, invoiceId), eq(sentReminders.name, name));
