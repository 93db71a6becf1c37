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
 * Kinds of background work. Operations have one job for each vendor, so that QuickBooks being unavailable
 * does not hold up notes in Pipedrive.
 */
export const jobNames = [
  'quickbooks',
  'pipedrive',
  'consents',
  'states',
  'deletions',
  'retention',
] as const;

/** When a company's background work is due, and which process works on it. */
export const turns = defineTable(
  'turns',
  {
    id: serial('id'),
    /** 0 for a job of the whole installation. */
    companyId: companyId(),
    /** Empty where the job does not concern a realm. */
    realmId: realmId(),
    job: text('job', { enum: jobNames }).notNull(),
    /** When there is something to do; null when nothing is known. While it is leased, the end of the lease. */
    dueAt: instant('due_at'),
    /** A user waits for what is due. */
    urgent: flag('urgent').notNull().default(false),
    /** When it was taken last; the one that was served longest ago is taken first. */
    servedAt: instant('served_at').notNull().default(0),
    leaseUntil: instant('lease_until'),
    /** Grows with each lease, so that a process whose lease expired cannot give the turn back. */
    fence: whole('fence').notNull().default(0),
    /** Turns in a row in which the vendor did not respond, or the work failed. */
    failures: whole('failures').notNull().default(0),
  },
  (table) => [
    uniqueIndex('one_turn_per_company_and_job').on(table.companyId, table.realmId, table.job),
    index('due_turns').on(table.dueAt),
  ],
);

export type Turn = typeof turns.$inferSelect;

/** Whose turn it is, and for which job. */
export type TurnKey = Pick<Turn, 'companyId' | 'realmId' | 'job'>;
