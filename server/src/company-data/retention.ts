import { and, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { billingPlans } from '../billing-plans/tables.ts';
import { exchangeRates } from '../company-profile/tables.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { type AnyTable, primaryKeyOf } from '../db/schema-kit.ts';
import { transact } from '../db/transact.ts';
import { delaysKeptMs, utcDay } from '../diagnostics/event-delays.ts';
import { eventDelays } from '../diagnostics/tables.ts';
import { drafts } from '../drafts/tables.ts';
import { syncRanges } from '../invoice-list/tables.ts';
import { dealBases } from '../invoices/tables.ts';
import { operations } from '../operations/tables.ts';
import type { Job } from '../scheduler/job.ts';
import { failedRecords } from '../scheduler/tables.ts';
import { keptMs, webhookEvents } from '../webhooks/tables.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Rows of one table to delete or to empty after the retention period. */
type Expiry = {
  table: AnyTable;
  /** Replaces RETENTION_DAYS. */
  keptMs?: number;
  /**
   * Matches rows last used before this instant. Written like the partial index, so that the index
   * is used.
   */
  isOver(before: number): SQL | undefined;
  expire(tx: Tx, rows: SQL): Promise<unknown[]>;
};

const deleting = (table: AnyTable) => ({
  table,
  expire: async (tx: Tx, rows: SQL) => tx.delete(table).where(rows).returning({ one: sql`1` }),
});

const expiries: Expiry[] = [
  {
    ...deleting(drafts),
    isOver: (before) =>
      and(
        sql`${drafts.state} = 'discarded'`,
        lt(drafts.updatedAt, before),
        sql`not exists (select 1 from operations o where o.draft_id = ${drafts.id}
          and o.state in ('waiting', 'sending', 'unconfirmed', 'asking'))`,
      ),
  },
  {
    ...deleting(operations),
    isOver: (before) =>
      and(
        sql`${operations.state} = 'done'
          and ${operations.kind} in ('deal_note', 'add_reminder', 'close_reminder', 'attach_pdf')`,
        lt(operations.lastSentAt, before),
        // While it is stored, an earlier failure of the same change is no problem.
        sql`not exists (select 1 from operations o
          where o.company_id = ${operations.companyId} and o.realm_id = ${operations.realmId}
            and o.subject = ${operations.subject} and o.subject_id = ${operations.subjectId}
            and o.sent_at < ${operations.sentAt} and o.state <> 'done')`,
      ),
  },
  {
    table: operations,
    isOver: (before) =>
      and(
        sql`${operations.body} is not null
          and ${operations.state} in ('done', 'refused', 'not_done', 'unknown')`,
        lt(operations.lastSentAt, before),
      ),
    expire: async (tx, rows) =>
      tx.update(operations).set({ body: null }).where(rows).returning({ one: sql`1` }),
  },
  {
    ...deleting(exchangeRates),
    // A form keeps its rate while it is edited, and the rate may have been read before the draft
    // began.
    isOver: (before) =>
      and(
        lt(exchangeRates.readAt, before),
        sql`not exists (select 1 from drafts d where d.company_id = ${exchangeRates.companyId}
          and d.realm_id = ${exchangeRates.realmId} and d.state in ('editing', 'sending')
          and d.created_at - ${day} <= ${exchangeRates.readAt})`,
      ),
  },
  {
    ...deleting(failedRecords),
    // A record that still has work is tried again within 12 hours.
    keptMs: 2 * day,
    isOver: (before) => lt(failedRecords.nextAt, before),
  },
  {
    ...deleting(billingPlans),
    // A plan whose entries were all removed says only who saved it.
    isOver: (before) =>
      and(
        lt(billingPlans.savedAt, before),
        sql`not exists (select 1 from plan_entries e where e.company_id = ${billingPlans.companyId}
          and e.realm_id = ${billingPlans.realmId} and e.deal_id = ${billingPlans.dealId})`,
      ),
  },
  { ...deleting(dealBases), isOver: (before) => lt(dealBases.derivedAt, before) },
  {
    ...deleting(syncRanges),
    // The change feed keeps the range of the whole company current.
    isOver: (before) => sql`${lt(syncRanges.begunAt, before)} and ${syncRanges.customerId} <> ''`,
  },
  {
    ...deleting(eventDelays),
    keptMs: delaysKeptMs,
    isOver: (before) => lt(eventDelays.day, utcDay(before)),
  },
  {
    ...deleting(webhookEvents),
    keptMs,
    isOver: (before) => lt(webhookEvents.receivedAt, before),
  },
];

/** Rows per transaction, so that other writers wait only a few milliseconds. */
const batchSize = 200;

const keyOf = (table: AnyTable): SQL => {
  const columns = Object.values(primaryKeyOf(table)).map((column) => sql`${column}`);
  return sql`(${sql.join(columns, sql`, `)})`;
};

/**
 * Checks on the read-only connection first, so that writers wait only when there are rows to
 * delete.
 */
const expireSome = async (
  db: Db,
  { table, isOver, expire }: Expiry,
  before: number,
): Promise<number> => {
  const some = (reader: Reader, most: number) =>
    reader.select(primaryKeyOf(table)).from(table).where(isOver(before)).limit(most);
  if ((await some(db, 1)).length === 0) return 0;
  return transact(
    db,
    async (tx) => (await expire(tx, inArray(keyOf(table), some(tx, batchSize)))).length,
  );
};

/**
 * Deletes discarded drafts, empty billing plans, done changes in Pipedrive (notes, reminders, PDFs)
 * and caches, and empties the bodies of ended operations, after RETENTION_DAYS, and received events
 * after two weeks. Keeps invoices, other operations and the audit log.
 */
export const retention: Job = {
  cause: 'retention',
  installation: true,
  async work({ db, clock, settings }, _turn, slice) {
    for (const expiry of expiries) {
      const before = clock.now() - (expiry.keptMs ?? settings.retentionDays * day);
      let expired = batchSize;
      while (expired === batchSize && slice.goesOn()) {
        expired = await slice.item(() => expireSome(db, expiry, before));
      }
    }
  },
  next: async (_db, _turn, now) => ({ at: now + 5 * minute, urgent: false }),
};
