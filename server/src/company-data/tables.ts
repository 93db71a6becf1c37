import { companyId, defineTable, flag, instant, userId } from '../db/schema-kit.ts';

/** Planned deletions of companies, until their second sweep. */
export const companyDeletions = defineTable('company_deletions', {
  companyId: companyId().primaryKey(),
  /** The admin who planned it; 0 when the last user uninstalled the app. */
  requestedById: userId('requested_by_id'),
  requestedAt: instant('requested_at').notNull(),
  deleteAt: instant('delete_at').notNull(),
  /**
   * The data was deleted; `deleteAt` is now the second sweep, for rows stored by running requests.
   */
  deleted: flag('deleted').notNull().default(false),
});
