import { defineTable, instant, json, text, whole } from '../db/schema-kit.ts';
import type { SavedPreferences } from './contract.ts';

/** Preferences, one row per company. */
export const preferences = defineTable('preferences', {
  companyId: whole('company_id').primaryKey(),
  saved: json<SavedPreferences>('saved').notNull(),
  savedById: whole('saved_by_id').notNull(),
  savedByName: text('saved_by_name').notNull(),
  savedAt: instant('saved_at').notNull(),
});
