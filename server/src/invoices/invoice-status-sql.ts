import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { PlainDate } from '../shared/dates/due-date.ts';
import type { MoneyStatus } from '../shared/status/invoice-status.ts';
import { invoices } from './tables.ts';

/*
 * SQL version of `shared/status/invoice-status.ts`, so that the database filters and sums thousands
 * of rows. A test compares both.
 */

/** Exact in PostgreSQL; in SQLite a float precise enough to distinguish any two amounts. */
const amount = (column: AnyColumn) => sql`cast(${column} as numeric)`;

const total = amount(invoices.total);
const balance = amount(invoices.balance);

/** The characters `\s` matches in a JavaScript regular expression. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** Overdue on `today`, including partly paid invoices. */
export const isLate = (today: PlainDate): SQL =>
  sql`(not ${invoices.deleted} and ${invoices.dueDate} < ${today} and ${balance} > 0)`;

/** The money status on `today`. */
export const moneyStatusOn = (today: PlainDate): SQL<MoneyStatus> => sql<MoneyStatus>`(case
  when ${invoices.deleted} then 'deleted'
  when ${total} = 0 and ${balance} = 0 then case
    when ${invoices.linesAreZero} and (${invoices.voided}
      or lower(ltrim(${invoices.memo}, ${blanks})) like 'voided%') then 'voided'
    else 'paid' end
  when ${balance} <= 0 and ${total} > 0 then 'paid'
  when ${balance} > 0 and ${balance} < ${total} then 'partially_paid'
  when ${isLate(today)} then 'overdue'
  else 'open' end)`;

/** Decimal column in whole cents; exact up to 13 digits before the decimal point. */
export const centsOf = (column: AnyColumn): SQL =>
  sql`cast(round(${amount(column)} * 100) as bigint)`;
