import { sql } from 'drizzle-orm';
import {
  companyId,
  defineTable,
  flag,
  index,
  instant,
  json,
  primaryKey,
  realmId,
  text,
  uniqueIndex,
  userId,
  whole,
} from '../db/schema-kit.ts';
import { dealFacts, fieldProblems } from './contract.ts';
import type { StatusOptions } from './field-types.ts';

/** Which custom field of deals each fact is written to. */
export const dealFields = defineTable(
  'deal_fields',
  {
    companyId: companyId(),
    name: text('name', { enum: dealFacts }).notNull(),
    /** Pipedrive's field_code. */
    fieldCode: text('field_code').notNull(),
    fieldName: text('field_name').notNull(),
    /** Only of the status field. */
    options: json<StatusOptions>('options'),
    enabled: flag('enabled').notNull(),
    /** Set when Pipedrive no longer accepts the field; it is not written until chosen again. */
    problem: text('problem', { enum: fieldProblems }),
    problemAt: instant('problem_at'),
    savedById: userId('saved_by_id'),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.name] }),
    uniqueIndex('one_fact_per_field').on(table.companyId, table.fieldCode).where(sql`enabled`),
  ],
);

/** Deals whose fields may differ from their invoices, and when to compare them. */
export const dirtyDeals = defineTable(
  'dirty_deals',
  {
    companyId: companyId(),
    realmId: realmId(),
    dealId: whole('deal_id').notNull(),
    /** In the future for a deal whose invoice becomes overdue then. */
    dueAt: instant('due_at').notNull(),
    /** Grows with each change, so that an update that began before it does not remove the row. */
    version: whole('version').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.dealId] }),
    index('due_deals').on(table.companyId, table.realmId, table.dueAt),
  ],
);

/** What was last written to the fields of a deal. */
export const writtenDeals = defineTable(
  'written_deals',
  {
    companyId: companyId(),
    dealId: whole('deal_id').notNull(),
    /** Values as sent, by field_code. */
    written: json<Record<string, unknown>>('written').notNull(),
    writtenAt: instant('written_at').notNull(),
    /** Set while Pipedrive refuses to update the deal. */
    failure: json<{ reason: 'forbidden' | 'refused'; said: string; at: number }>('failure'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.dealId] }),
    index('refused_deals').on(table.companyId, table.writtenAt).where(sql`failure is not null`),
  ],
);
