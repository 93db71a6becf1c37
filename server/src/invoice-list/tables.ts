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

/** How much of a customer's invoices, or of the company's, was read from QuickBooks for lists. */
export const listReads = defineTable(
  'list_reads',
  {
    companyId: companyId(),
    realmId: realmId(),
    /** Empty: the whole company. */
    customerId: text('customer_id').notNull(),
    /** Issue dates of which every invoice is mirrored, newest first. */
    ranges: json<DateRange[]>('stretches').notNull(),
    /** The day below the newest stretch that a page ended in the middle of. */
    day: json<DayRead>('day'),
    /** When reading all of it began; after a day it begins anew, for no query tells what was deleted. */
    begunAt: instant('begun_at').notNull(),
    /** All changes up to here are mirrored. */
    changesUntil: instant('changes_until').notNull(),
    /** Of a look at changes that did not reach the end: how far it came, and when it began. */
    looking: json<{ begunAt: number; start: number }>('looking'),
    /** How many could not be read of which not even the id is known. */
    unreadable: whole('unreadable').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.customerId] }),
    index('list_reads_by_age').on(table.begunAt),
  ],
);

/** What a user chose last, to begin with next time. */
export const userSettings = defineTable(
  'remembered',
  {
    companyId: companyId(),
    userId: userId(),
    key: text('key', { enum: ['period'] }).notNull(),
    value: json<unknown>('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.userId, table.key] })],
);
