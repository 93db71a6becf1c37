import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { instant } from '../db/columns.ts';
import type { SavedPreferences } from './contract.ts';

/** One set of preferences for the whole company. */
export const preferences = sqliteTable('preferences', {
  companyId: integer('company_id').primaryKey(),
  saved: text('saved', { mode: 'json' }).$type<SavedPreferences>().notNull(),
  savedById: integer('saved_by_id').notNull(),
  savedByName: text('saved_by_name').notNull(),
  savedAt: instant('saved_at').notNull(),
});
