import {
  companyId,
  defineTable,
  flag,
  index,
  instant,
  primaryKey,
  realmId,
  serial,
  text,
  uniqueIndex,
  whole,
} from '../db/schema-kit.ts';

/**
 * Kinds of background work. Each vendor has its own job for operations, so that an outage of
 * QuickBooks does not delay notes in Pipedrive.
 */
export const jobNames = [
  'quickbooks',
  'pipedrive',
  'initial_sync',
  'pipedrive_fields',
  'found_invoices',
  'reminders',
  'consents',
  'states',
  'deletions',
  'retention',
  'events',
  'feed',
  'merges',
  'pipedrive_webhooks',
  'connection_health',
] as const;

/** When background work of a company is due, and which process works on it. */
export const turns = defineTable(
  'turns',
  {
    id: serial('id'),
    /** 0 for a job of the whole installation. */
    companyId: companyId(),
    /** Empty for jobs without a realm. */
    realmId: realmId(),
    job: text('job', { enum: jobNames }).notNull(),
    /** When the next work is due, null when none is known. While leased, the end of the lease. */
    dueAt: instant('due_at'),
    /** A user waits for the due work. */
    urgent: flag('urgent').notNull().default(false),
    /** When it was last taken; the turn served longest ago is taken first. */
    servedAt: instant('served_at').notNull().default(0),
    leaseUntil: instant('lease_until'),
    /** Grows with each lease, so that a process whose lease expired cannot release the turn. */
    fence: whole('fence').notNull().default(0),
    /** Turns in a row that ended with a vendor that did not respond or with an error. */
    failures: whole('failures').notNull().default(0),
    /** When the first of these failures ended, and why the last one failed; null without any. */
    failingSince: instant('failing_since'),
    /** An error code, or `no_response` of a vendor. */
    failureCode: text('failure_code'),
  },
  (table) => [
    uniqueIndex('one_turn_per_company_and_job').on(table.companyId, table.realmId, table.job),
    index('due_turns').on(table.dueAt),
  ],
);

/** Records at which a background job failed unexpectedly; they are tried again apart from others. */
export const failedRecords = defineTable(
  'failed_records',
  {
    companyId: companyId(),
    realmId: realmId(),
    job: text('job', { enum: jobNames }).notNull(),
    /** Names the record among those of the job. */
    record: text('record').notNull(),
    tries: whole('tries').notNull(),
    /** When the first of the tries failed. */
    since: instant('since').notNull(),
    nextAt: instant('next_at').notNull(),
    /** Error code of the last try. */
    code: text('code').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId, table.job, table.record] })],
);

export type Turn = typeof turns.$inferSelect;

/** Identifies a turn by company, realm and job. */
export type TurnKey = Pick<Turn, 'companyId' | 'realmId' | 'job'>;
