import {
  companyId,
  defineTable,
  flag,
  index,
  instant,
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
  'deal_fields',
  'consents',
  'states',
  'deletions',
  'retention',
  'events',
  'feed',
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
  },
  (table) => [
    uniqueIndex('one_turn_per_company_and_job').on(table.companyId, table.realmId, table.job),
    index('due_turns').on(table.dueAt),
  ],
);

export type Turn = typeof turns.$inferSelect;

/** Identifies a turn by company, realm and job. */
export type TurnKey = Pick<Turn, 'companyId' | 'realmId' | 'job'>;
