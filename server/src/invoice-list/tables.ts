import {
  companyId,
  defineTable,
  index,
  instant,
  json,
  primaryKey,
  realmId,
  text,
  userId,
  whole,
} from '../db/schema-kit.ts';
import type { DateRange, DayRead } from './date-ranges.ts';

/** Sync range of a customer's or the whole company's invoices: which issue dates are mirrored. */
export const syncRanges = defineTable(
  'sync_ranges',
  {
    companyId: companyId(),
    realmId: realmId(),
    /** Empty for the whole company. */
    customerId: text('customer_id').notNull(),
    /** Issue dates of which every invoice is mirrored, newest first. */
    ranges: json<DateRange[]>('ranges').notNull(),
    /** Day below the newest range, partly read because a page ended within it. */
    day: json<DayRead>('day'),
    /** Start of the first read; the range expires a day later because queries omit deletions. */
    begunAt: instant('begun_at').notNull(),
    /** All changes up to this instant are mirrored. */
    changesUntil: instant('changes_until').notNull(),
    /** Unfinished read of changes: its start and the next query offset. */
    unfinishedRead: json<{ begunAt: number; start: number }>('unfinished_read'),
    /** Number of unreadable invoices whose id QuickBooks did not return. */
    unreadable: whole('unreadable').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.customerId] }),
    index('sync_ranges_by_age').on(table.begunAt),
  ],
);

/** Last choices of a user, used as defaults. */
export const userSettings = defineTable(
  'user_settings',
  {
    companyId: companyId(),
    userId: userId(),
    key: text('key', { enum: ['period'] }).notNull(),
    value: json<unknown>('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.userId, table.key] })],
);
