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
import { dealFacts, fieldProblems, partyFacts, recordKinds } from './contract.ts';
import type { OptionIds } from './field-types.ts';

/** A kind of Pipedrive record, and the id of one. */
const recordKind = () => text('of', { enum: recordKinds }).notNull();
const recordId = () => whole('record_id').notNull();

/** Which custom field of deals, organizations or persons each fact is written to. */
export const pipedriveFields = defineTable(
  'pipedrive_fields',
  {
    companyId: companyId(),
    of: recordKind(),
    name: text('name', { enum: [...dealFacts, ...partyFacts] }).notNull(),
    /** Pipedrive's field_code. */
    fieldCode: text('field_code').notNull(),
    fieldName: text('field_name').notNull(),
    /** Only of fields with options. */
    options: json<OptionIds>('options'),
    enabled: flag('enabled').notNull(),
    /** Set when Pipedrive no longer accepts the field; it is not written until chosen again. */
    problem: text('problem', { enum: fieldProblems }),
    problemAt: instant('problem_at'),
    savedById: userId('saved_by_id'),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.of, table.name] }),
    uniqueIndex('one_fact_per_pipedrive_field')
      .on(table.companyId, table.of, table.fieldCode)
      .where(sql`enabled`),
  ],
);

/** Records whose fields may differ from their invoices, and when to compare them. */
export const dirtyRecords = defineTable(
  'dirty_records',
  {
    companyId: companyId(),
    realmId: realmId(),
    of: recordKind(),
    recordId: recordId(),
    /** In the future for a record with an invoice that becomes overdue then. */
    dueAt: instant('due_at').notNull(),
    /** Grows with each change, so that an update that began before it does not remove the row. */
    version: whole('version').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.of, table.recordId] }),
    index('due_records').on(table.companyId, table.realmId, table.dueAt),
  ],
);

/** What was last written to the fields of a record. */
export const writtenRecords = defineTable(
  'written_records',
  {
    companyId: companyId(),
    of: recordKind(),
    recordId: recordId(),
    /** Values as sent, by field_code. */
    written: json<Record<string, unknown>>('written').notNull(),
    writtenAt: instant('written_at').notNull(),
    /** Set while Pipedrive refuses to update the record. */
    failure: json<{ reason: 'forbidden' | 'refused'; said: string; at: number }>('failure'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.of, table.recordId] }),
    index('records_by_write').on(table.companyId, table.writtenAt),
    index('refused_records').on(table.companyId, table.writtenAt).where(sql`failure is not null`),
  ],
);
