import { sql } from 'drizzle-orm';
import {
  companyId,
  defineTable,
  index,
  instant,
  json,
  primaryKey,
  realmId,
  text,
  whole,
} from '../db/schema-kit.ts';

export const recordKinds = ['deal', 'organization', 'person', 'customer'] as const;

/** The user of history entries for what no user of Dealbill did. */
export const nobody = 0;

/** What a merge moved to the remaining record. */
export type Moved = {
  invoices: number;
  drafts: number;
  links: number;
  /** Last known name of the merged record; absent when Pipedrive no longer returned it. */
  name?: string;
};

/**
 * Records that Pipedrive or QuickBooks removed, and the records that they were merged into. Empty
 * `realmId` for records of Pipedrive, whose rows may belong to several realms.
 */
export const removedRecords = defineTable(
  'removed_records',
  {
    companyId: companyId(),
    realmId: realmId(),
    kind: text('kind', { enum: recordKinds }).notNull(),
    recordId: text('record_id').notNull(),
    /** The record that remains; null while unknown, and for one that was only deleted. */
    mergedIntoId: text('merged_into_id'),
    /** A record that may be the remaining one, until a read confirms it. */
    candidateId: text('candidate_id'),
    /** `event`: a webhook reported it. `read`: found while reading something else. */
    foundBy: text('found_by', { enum: ['event', 'read'] }).notNull(),
    foundAt: instant('found_at').notNull(),
    /** When to look for the remaining record or to move what is left; null once that is done. */
    nextAt: instant('next_at'),
    tries: whole('tries').notNull().default(0),
    /** When its rows were moved first. */
    movedAt: instant('moved_at'),
    moved: json<Moved>('moved'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.realmId, table.kind, table.recordId] }),
    index('records_merged_into').on(table.companyId, table.realmId, table.kind, table.mergedIntoId),
    index('due_removed_records').on(table.companyId, table.nextAt).where(sql`next_at is not null`),
  ],
);

export type RemovedRecord = typeof removedRecords.$inferSelect;
export type RecordKind = RemovedRecord['kind'];

/** Progress of the daily check whether the records with our data still exist. */
export const recordChecks = defineTable(
  'record_checks',
  {
    companyId: companyId(),
    /** The check continues after this deal; 0 before its first page. */
    afterDealId: whole('after_deal_id').notNull().default(0),
    /** When the last check began. */
    begunAt: instant('begun_at').notNull(),
    /** When the next page is due. */
    nextAt: instant('next_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId] })],
);
