import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { companyId, instant, realmId, userId } from '../db/columns.ts';
import type { DayRead, Stretch } from './stretches.ts';

/** How much of a customer's invoices, or of the company's, was read from QuickBooks for lists. */
export const listReads = sqliteTable(
  'list_reads',
  {
    companyId: companyId(),
    realmId: realmId(),
    /** Empty: the whole company. */
    customerId: text('customer_id').notNull(),
    /** Issue dates of which every invoice is mirrored, newest first. */
    stretches: text('stretches', { mode: 'json' }).$type<Stretch[]>().notNull(),
    /** The day below the newest stretch that a page ended in the middle of. */
    day: text('day', { mode: 'json' }).$type<DayRead>(),
    /** When reading all of it began; after a day it begins anew, for no query tells what was deleted. */
    begunAt: instant('begun_at').notNull(),
    /** All changes up to here are mirrored. */
    changesUntil: instant('changes_until').notNull(),
    /** Of a look at changes that did not reach the end: how far it came, and when it began. */
    looking: text('looking', { mode: 'json' }).$type<{ begunAt: number; start: number }>(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.customerId] })],
);

/** What a user chose last, to begin with next time. */
export const remembered = sqliteTable(
  'remembered',
  {
    companyId: companyId(),
    userId: userId(),
    key: text('key', { enum: ['period'] }).notNull(),
    value: text('value', { mode: 'json' }).$type<unknown>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.userId, table.key] })],
);
