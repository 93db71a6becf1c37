import { sql } from 'drizzle-orm';
import {
  companyId,
  defineTable,
  index,
  instant,
  primaryKey,
  realmId,
  text,
  uniqueIndex,
  userId,
  whole,
} from '../db/schema-kit.ts';
import { billingFrequencies } from '../shared/contract/draft-content.ts';

/** The billing plan of a deal. Its row stays when all entries were removed. */
export const billingPlans = defineTable(
  'billing_plans',
  {
    companyId: companyId(),
    realmId: realmId(),
    dealId: whole('deal_id').notNull(),
    /** Increases with every save; a save names the version the user saw. */
    version: whole('version').notNull(),
    /** The deal's value when the plan was saved, decimal text in `currency`; empty without one. */
    value: text('value').notNull(),
    currency: text('currency').notNull(),
    savedById: userId('saved_by_id'),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.dealId] }),
    index('billing_plans_by_age').on(table.savedAt),
  ],
);

/**
 * One planned invoice. All its forms have the same draft, so it becomes one invoice however many
 * tabs, users or repeated requests create it.
 */
export const planEntries = defineTable(
  'plan_entries',
  {
    id: text('id').primaryKey(),
    companyId: companyId(),
    realmId: realmId(),
    dealId: whole('deal_id').notNull(),
    /** Order of entries with the same date. */
    position: whole('position').notNull(),
    dueOn: text('due_on').notNull(),
    label: text('label').notNull(),
    /** Decimal text in `currency`; includes tax when the deal's value does. */
    amount: text('amount').notNull(),
    currency: text('currency').notNull(),
    /** What the entry came from, once per deal: an instalment of Pipedrive, or a period. */
    sourceKey: text('source_key'),
    /** The period of recurring products that the entry bills; null for other entries. */
    frequency: text('frequency', { enum: billingFrequencies }),
    periodFrom: text('period_from'),
    periodTo: text('period_to'),
    /** Id of its draft, which may not be stored yet. Replaced after its invoice was voided or deleted. */
    draftId: text('draft_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('entries_of_deal').on(table.companyId, table.realmId, table.dealId),
    uniqueIndex('one_entry_per_draft').on(table.companyId, table.realmId, table.draftId),
    uniqueIndex('one_entry_per_source')
      .on(table.companyId, table.realmId, table.dealId, table.sourceKey)
      .where(sql`source_key is not null`),
  ],
);
