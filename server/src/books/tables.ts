import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { companyId, instant, realmId } from '../db/columns.ts';
import type { Books } from '../shared/books.ts';
import { taxRoundings } from '../shared/tax-rounding.ts';

/** What we know of a connected QuickBooks company, and since when. */
export const booksProfiles = sqliteTable(
  'books_profiles',
  {
    companyId: companyId(),
    realmId: realmId(),
    /** How QuickBooks' totals were seen to be rounded, where that is not the usual way. */
    taxRounding: text('tax_rounding', { enum: taxRoundings }),
    profile: text('profile', { mode: 'json' }).$type<Books>().notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId] })],
);
