import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { PlainDate } from '../shared/dates/due-date.ts';
import type { MoneyStatus } from '../shared/status/invoice-status.ts';
import { invoices } from './tables.ts';

/*
 * `shared/status/invoice-status.ts` as SQL over the mirror's columns, so that thousands of rows are filtered and
 * summed where they lie; a test holds the two together.
 */

/** Exact where the database knows decimals; else a float that tells any two amounts of ours apart. */
const amount = (column: AnyColumn) => sql`cast(${column} as numeric)`;

const total = amount(invoices.total);
const balance = amount(invoices.balance);

/** What a regular expression takes for white space. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** Late on `today`, partly paid or not. */
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

/** Whole cents of a decimal column; exact up to 13 digits before the point. */
export const centsOf = (column: AnyColumn): SQL =>
  sql`cast(round(${amount(column)} * 100) as bigint)`;
