import {
  companyId,
  defineTable,
  instant,
  json,
  primaryKey,
  realmId,
  text,
  whole,
} from '../db/schema-kit.ts';
import { nameKinds } from '../quickbooks/models.ts';

/**
 * What an initial sync reads, in this order: names first, because forms use them, and payments before
 * the invoices whose dates of payment they tell.
 */
export const syncSteps = [...nameKinds, 'Payment', 'Invoice'] as const;

export type SyncStep = (typeof syncSteps)[number];

/** How far the first reading of each connected realm has come. */
export const initialSyncs = defineTable(
  'initial_syncs',
  {
    companyId: companyId(),
    realmId: realmId(),
    /** `names`: reads only names again, after the change feed had more than it returns. */
    scope: text('scope', { enum: ['all', 'names'] }).notNull(),
    /** Null when everything was read. */
    step: text('step', { enum: syncSteps }),
    /** When this reading began; null while it waits for the first read of the change feed. */
    begunAt: instant('begun_at'),
    /** Rows of the current step that were read, and how many there are, if QuickBooks says. */
    read: whole('read').notNull().default(0),
    total: whole('total'),
    /** Rows of each step of the last reading. */
    counts: json<Partial<Record<SyncStep, number>>>('counts').notNull(),
    /** When everything was last read completely. */
    finishedAt: instant('finished_at'),
    /** When the names began to be read that are mirrored completely; null while they are not. */
    namesSince: instant('names_since'),
    nextDue: instant('next_due').notNull(),
    /** Why the last read failed; null after a successful one. */
    problem: json<{ code: string; since: number }>('problem'),
    /** Grows with each change, so that a worker whose lease expired changes nothing. */
    version: whole('version').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId] })],
);
