import {
  companyId,
  defineTable,
  flag,
  instant,
  primaryKey,
  realmId,
  text,
  userId,
} from '../db/schema-kit.ts';
import { createdChoices, deletedChoices } from './contract.ts';

/** What is synced from a realm; without a row the presets hold. */
export const savedSyncSettings = defineTable(
  'saved_sync_settings',
  {
    companyId: companyId(),
    realmId: realmId(),
    updates: flag('updates').notNull(),
    created: text('created', { enum: createdChoices }).notNull(),
    /** First issue date of invoices that are offered or linked, `YYYY-MM-DD`. */
    fromDay: text('from_day').notNull(),
    deleted: text('deleted', { enum: deletedChoices }).notNull(),
    savedById: userId('saved_by_id'),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId] })],
);
