import { and, eq, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { connections } from '../connection/tables.ts';
import type { Reader } from '../db/database.ts';
import { grants } from '../install/tables.ts';
import { operations } from '../operations/tables.ts';
import { meteredReads } from '../rate-limits/tables.ts';
import { turns } from '../scheduler/tables.ts';

const number = (expression: SQL) => sql<number>`${expression}`.mapWith(Number);

/** Written like the partial index `one_open_operation_per_subject`, so that the index is used. */
const isOpen = sql`state in ('waiting', 'sending', 'unconfirmed', 'asking')`;

export const openOperations = (db: Reader) =>
  db
    .select({
      state: operations.state,
      count: number(sql`count(*)`),
      oldestAt: number(sql`min(${operations.sentAt})`),
    })
    .from(operations)
    .where(isOpen)
    .groupBy(operations.state);

/**
 * Returns by job the earliest due time of turns that are due and not leased, epoch milliseconds.
 */
export const overdueTurns = (db: Reader, now: number) =>
  db
    .select({ job: turns.job, dueAt: number(sql`min(${turns.dueAt})`) })
    .from(turns)
    .where(and(lte(turns.dueAt, now), or(isNull(turns.leaseUntil), lte(turns.leaseUntil, now))))
    .groupBy(turns.job);

/** Lifetime of an access token at both vendors; each one is issued with a new refresh token. */
const accessTokenMs = 3_600_000;

/** Returns the issue time of the oldest active refresh token by vendor, epoch milliseconds. */
export const tokenIssue = async (
  db: Reader,
): Promise<{ vendor: 'quickbooks' | 'pipedrive'; at: number }[]> => {
  const [[quickbooks], [pipedrive]] = await Promise.all([
    db
      .select({ expiresAt: sql<number | null>`min(${connections.expiresAt})` })
      .from(connections)
      .where(eq(connections.state, 'active')),
    db
      .select({ expiresAt: sql<number | null>`min(${grants.expiresAt})` })
      .from(grants)
      .where(eq(grants.state, 'active')),
  ]);
  const oldest = { quickbooks, pipedrive };
  return (['quickbooks', 'pipedrive'] as const).flatMap((vendor) => {
    const expiresAt = oldest[vendor]?.expiresAt ?? null;
    return expiresAt === null ? [] : [{ vendor, at: Number(expiresAt) - accessTokenMs }];
  });
};

/** Sums the metered reads of a month such as `2027-03` by cause. */
export const meteredReadsByCause = (db: Reader, month: string) =>
  db
    .select({ cause: meteredReads.cause, count: number(sql`sum(${meteredReads.count})`) })
    .from(meteredReads)
    .where(eq(meteredReads.month, month))
    .groupBy(meteredReads.cause);
