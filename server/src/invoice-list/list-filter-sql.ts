import { type AnyColumn, and, eq, gte, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { isLate, moneyStatusOn } from '../invoices/invoice-status-sql.ts';
import { invoices } from '../invoices/tables.ts';
import type { PlainDate } from '../shared/dates/due-date.ts';
import { decimals, parseDecimal } from '../shared/money/money.ts';
import type { MoneyStatus } from '../shared/status/invoice-status.ts';
import { folded } from '../shared/text/folded.ts';
import { type DateRange, ends } from './date-ranges.ts';

export type ListFilter = {
  realmKey: RealmKey;
  /** Null selects the whole company. */
  customerId: string | null;
  dates: DateRange;
  text: string;
  statuses: MoneyStatus[];
  today: PlainDate;
};

/** Returns the WHERE condition of the filter. */
export const matching = (filter: ListFilter): SQL | undefined =>
  and(
    inRealm(invoices, filter.realmKey),
    filter.customerId === null ? undefined : eq(invoices.customerId, filter.customerId),
    filter.dates.from === ends.from ? undefined : gte(invoices.issueDate, filter.dates.from),
    filter.dates.to === ends.to ? undefined : lte(invoices.issueDate, filter.dates.to),
    hasText(filter),
    hasStatus(filter),
  );

const contains = (column: AnyColumn, piece: string, prefix = '%') =>
  sql`${column} like ${`${prefix}${piece.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;

const hasText = ({ text, customerId }: ListFilter): SQL | undefined => {
  const piece = folded(text);
  if (piece === '') return undefined;
  const amountPrefix = amountPrefixOf(text);
  return or(
    contains(invoices.searched, piece),
    customerId === null ? contains(invoices.searchedName, piece) : undefined,
    amountPrefix === null ? undefined : contains(invoices.total, amountPrefix, ''),
    amountPrefix === null ? undefined : contains(invoices.balance, amountPrefix, ''),
  );
};

/** `1,20` matches 1.20, not 1200.00; `1,200`, `1.200` and `1200` match 1200.00 and 12000.00. */
const amountPrefixOf = (typed: string): string | null => {
  const text = typed.trim().replace(/^(\d{1,3})\.(\d{3})$/, '$1$2');
  const value = parseDecimal(text);
  if (value === null || decimals(value) > 2) return null;
  const fraction = /[.,](\d{1,2})$/.exec(text)?.[1] ?? '';
  return value.toFixed(fraction.length);
};

const hasStatus = ({ statuses, today }: ListFilter): SQL | undefined => {
  if (statuses.length === 0) return undefined;
  return or(
    inArray(moneyStatusOn(today), statuses),
    statuses.includes('overdue') ? isLate(today) : undefined,
  );
};
