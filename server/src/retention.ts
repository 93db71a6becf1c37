import { and, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { exchangeRates } from './company-profile/tables.ts';
import type { Db, Reader, Tx } from './db/database.ts';
import { type AnyTable, primaryKeyOf } from './db/schema-kit.ts';
import { transact } from './db/transact.ts';
import { drafts } from './drafts/tables.ts';
import { listReads } from './invoice-list/tables.ts';
import { dealBases } from './invoices/tables.ts';
import { operations } from './operations/tables.ts';
import type { Job } from './scheduler/job.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Rows of one table that have had their time, and what is done with them. */
type Expiry = {
  table: AnyTable;
  /** Which rows were last needed before this instant, written as in the index that finds them. */
  isOver(before: number): SQL | undefined;
  expire(tx: Tx, which: SQL): Promise<unknown[]>;
};

const deleted = (table: AnyTable) => ({
  table,
  expire: async (tx: Tx, which: SQL) => tx.delete(table).where(which).returning({ one: sql`1` }),
});

const expiries: Expiry[] = [
  {
    ...deleted(drafts),
    isOver: (before) =>
      and(
        sql`${drafts.state} = 'discarded'`,
        lt(drafts.updatedAt, before),
        sql`not exists (select 1 from operations o where o.draft_id = ${drafts.id}
          and o.state in ('waiting', 'sending', 'unconfirmed', 'asking'))`,
      ),
  },
  {
    ...deleted(operations),
    isOver: (before) =>
      and(
        sql`${operations.kind} = 'deal_note' and ${operations.state} = 'done'`,
        lt(operations.lastSentAt, before),
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
    expire: async (tx, which) =>
      tx.update(operations).set({ body: null }).where(which).returning({ one: sql`1` }),
  },
  {
    ...deleted(exchangeRates),
    // A form keeps its rate as long as it is edited; it may show one that was read shortly before it began.
    isOver: (before) =>
      and(
        lt(exchangeRates.readAt, before),
        sql`not exists (select 1 from drafts d where d.company_id = ${exchangeRates.companyId}
          and d.realm_id = ${exchangeRates.realmId} and d.state in ('editing', 'sending')
          and d.created_at - ${day} <= ${exchangeRates.readAt})`,
      ),
  },
  { ...deleted(dealBases), isOver: (before) => lt(dealBases.derivedAt, before) },
  { ...deleted(listReads), isOver: (before) => lt(listReads.begunAt, before) },
];

/** Rows of one transaction: others that write wait for a few milliseconds only. */
const atOnce = 200;

const keyOf = (table: AnyTable): SQL => {
  const columns = Object.values(primaryKeyOf(table)).map((column) => sql`${column}`);
  return sql`(${sql.join(columns, sql`, `)})`;
};

/** Looks on the reading connection first, so that writers wait only when there is something to delete. */
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
    async (tx) => (await expire(tx, inArray(keyOf(table), some(tx, atOnce)))).length,
  );
};

/**
 * Deletes what nobody needs any more after the days of the setting: discarded drafts, delivered notes and
 * caches; and the bodies of operations that have ended. Invoices, other operations and the audit log stay.
 */
export const retention: Job = {
  cause: 'retention',
  installation: true,
  async work({ db, clock, settings }, _turn, slice) {
    const before = clock.now() - settings.retentionDays * day;
    for (const expiry of expiries) {
      let expired = atOnce;
      while (expired === atOnce && slice.goesOn()) {
        expired = await slice.item(() => expireSome(db, expiry, before));
      }
    }
  },
  next: async (_db, _turn, now) => ({ at: now + 5 * minute, urgent: false }),
};
