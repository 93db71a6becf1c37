import {
  companyId,
  defineTable,
  instant,
  primaryKey,
  realmId,
  text,
  userId,
} from '../db/schema-kit.ts';

/** Problems that the connection owner has set aside. */
export const ignoredProblems = defineTable(
  'ignored_problems',
  {
    companyId: companyId(),
    realmId: realmId(),
    /** Kind and key of the problem, as the contract names it. */
    problemId: text('problem_id').notNull(),
    /** A later failure of the same thing has another fingerprint, so it is listed again. */
    fingerprint: text('fingerprint').notNull(),
    ignoredById: userId('ignored_by_id'),
    ignoredAt: instant('ignored_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.problemId] })],
);
