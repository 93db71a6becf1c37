import { and, asc, desc, type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { centsOf, isLate, moneyStatusOn } from '../invoices/invoice-status-sql.ts';
import { invoices } from '../invoices/tables.ts';
import { addDays } from '../shared/dates/due-date.ts';
import { Big, type Decimal, money } from '../shared/money/money.ts';
import type { TotalsRow } from './contract.ts';
import { type ListFilter, matching } from './list-filter-sql.ts';

/** Upper bounds of the ageing buckets, in days past due. */
const bucketDays = [30, 60, 90];

/**
 * Sums matching invoices by currency; the currency with most invoices comes first. Excludes voided
 * and deleted invoices. Credits and deposits count as paid. SQL sums whole cents to avoid rounding.
 */
export const totalsOf = async (db: Reader, filter: ListFilter): Promise<TotalsRow[]> => {
  const counted = countedRows(db, filter);
  const { total, balance, late, dueDate } = counted;
  const sumOf = (cents: SQL, condition: SQL = sql`true`) =>
    sql<number | null>`cast(sum(case when ${condition} then ${cents} end) as bigint)`;
  const open = sql`${balance}`;
  const [first, second, third] = bucketDays.map(
    (days) => sql`${dueDate} >= ${addDays(filter.today, -days)}`,
  ) as [SQL, SQL, SQL];
  const rows = await db
    .select({
      currency: counted.currency,
      count: sql<number>`count(*)`,
      outstanding: sumOf(open),
      overdue: sumOf(open, sql`${late} = 1`),
      paid: sumOf(sql`${total} - ${balance}`),
      notYet: sumOf(open, sql`${late} = 0`),
      to30: sumOf(open, sql`${late} = 1 and ${first}`),
      to60: sumOf(open, sql`${late} = 1 and ${second} and not ${first}`),
      to90: sumOf(open, sql`${late} = 1 and ${third} and not ${second}`),
      over: sumOf(open, sql`${late} = 1 and not ${third}`),
    })
    .from(counted)
    .groupBy(counted.currency)
    .orderBy(desc(sql`count(*)`), asc(counted.currency));
  return rows.map(
    ({ currency, count, outstanding, overdue, paid, notYet, to30, to60, to90, over }) => ({
      currency,
      count,
      outstanding: fromCents(outstanding),
      overdue: fromCents(overdue),
      paid: fromCents(paid),
      ageing: [notYet, to30, to60, to90, over].map(fromCents) as TotalsRow['ageing'],
    }),
  );
};

/** Subquery that computes the cents and the overdue state of each row once. */
const countedRows = (db: Reader, filter: ListFilter) =>
  db
    .select({
      currency: invoices.currency,
      dueDate: invoices.dueDate,
      total: centsOf(invoices.total).as('total_cents'),
      balance: centsOf(invoices.balance).as('balance_cents'),
      late: sql<number>`case when ${isLate(filter.today)} then 1 else 0 end`.as('late'),
    })
    .from(invoices)
    .where(and(matching(filter), sql`${moneyStatusOn(filter.today)} not in ('deleted', 'voided')`))
    .as('counted');

const fromCents = (cents: number | null): Decimal => money(new Big(cents ?? 0).div(100));
