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

/**
 * Reading again by queries what the change feed cannot say. `overflow`: the feed had more than it
 * returns. `too_old`: the last read was longer ago than the feed looks back. `daily`: the daily
 * reconciliation of all linked invoices.
 */
export type Sweep = {
  why: 'overflow' | 'too_old' | 'daily';
  begunAt: number;
  /** Cursor after the sweep, by QuickBooks' clock; null leaves it as it is. */
  cursor: number | null;
  step: 'invoices' | 'payments' | 'ids';
  /** Next position of the steps `invoices` and `payments`, and how many rows these had in all. */
  start: number;
  total: number | null;
  /** Last id that the step `ids` has read. */
  afterId: string;
};

/** How far each connected realm is mirrored by the change feed. */
export const feeds = defineTable(
  'feeds',
  {
    companyId: companyId(),
    realmId: realmId(),
    /** Changes before this instant of QuickBooks' clock are mirrored; null before the first read. */
    cursor: instant('cursor'),
    /** When the feed, or all that it may have missed, was last read completely. */
    lastReadAt: instant('last_read_at'),
    /** When all mirrored invoices were last read by id, and all linked ones. */
    lastFullAt: instant('last_full_at'),
    lastReconciledAt: instant('last_reconciled_at'),
    nextDue: instant('next_due').notNull(),
    /** Progress of a sweep; null while the feed alone is enough. */
    sweep: json<Sweep>('sweep'),
    /** Why the last read failed; null after a successful one. */
    problem: json<{ code: string; since: number }>('problem'),
    /** Grows with each change, so that a worker whose lease expired cannot move the cursor. */
    version: whole('version').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId] })],
);

/** How often a company's feed is read; see `pace.ts`. */
export const paces = ['usual', 'patient', 'quiet'] as const;

/** What decides how often the feed of a realm is read. */
export const feedPaces = defineTable(
  'feed_paces',
  {
    companyId: companyId(),
    realmId: realmId(),
    pace: text('pace', { enum: paces }).notNull().default('usual'),
    /** When a panel of the company was last open; stored at most once per interval. */
    panelAt: instant('panel_at'),
    /** When the feed last contained a change. */
    changedAt: instant('changed_at'),
    /** Whether webhooks arrive, and since when that is known. */
    webhooks: text('webhooks', { enum: ['yes', 'no', 'unknown'] })
      .notNull()
      .default('unknown'),
    webhooksSince: instant('webhooks_since'),
    /** When the last proof was found that webhooks arrive. */
    webhooksSeenAt: instant('webhooks_seen_at'),
    /** When the feed last contained an invoice that no event had announced. */
    eventMissedAt: instant('event_missed_at'),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId] })],
);
