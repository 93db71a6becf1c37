import { companyId, defineTable, flag, instant, userId } from '../db/schema-kit.ts';

/** Companies whose data will be deleted, and when. */
export const companyDeletions = defineTable('company_deletions', {
  companyId: companyId().primaryKey(),
  /** Who asked for it; 0 when the last user uninstalled the app. */
  requestedById: userId('requested_by_id'),
  requestedAt: instant('requested_at').notNull(),
  deleteAt: instant('delete_at').notNull(),
  /** Everything was deleted once; requests that were running then may have stored something since. */
  deleted: flag('deleted').notNull().default(false),
});
