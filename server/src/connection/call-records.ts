import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import type { Log } from '../diagnostics/logger.ts';
import type { CallRecords } from '../quickbooks/call-records.ts';
import type { CallOutcome } from '../quickbooks/calls/call.ts';
import { connections } from './tables.ts';

/** Least time between two writes to the database, whatever the number of calls. */
const storeEveryMs = 60_000;

/** Delay of the first write, so that a new connection soon shows its first call. */
const firstStoreMs = 3_000;

/** Latest outcomes of one connection, as its columns. */
type Outcomes = { lastSuccessAt?: number; readOnlyAt?: number | null };

/**
 * Collects outcomes in memory and stores them together: at most one write a minute and connection.
 * A killed process loses at most one minute.
 */
export const makeCallRecords = ({
  db,
  clock,
  log,
}: {
  db: Db;
  clock: Clock;
  log: Log;
}): CallRecords => {
  let recorded = new Map<string, Outcomes>();
  let timer: NodeJS.Timeout | null = null;
  let storedAt = Number.NEGATIVE_INFINITY;

  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const outcomes = recorded;
    recorded = new Map();
    if (outcomes.size === 0) return;
    storedAt = performance.now();
    try {
      await storeOutcomes(db, outcomes);
    } catch (error) {
      log.warn({ err: error }, 'could not store when QuickBooks last answered');
    }
  };

  return {
    record({ connectionId }, outcome) {
      const now = clock.now();
      const known = recorded.get(connectionId);
      recorded.set(connectionId, { ...known, ...columnsOf(outcome, now) });
      const wait = storedAt + storeEveryMs - performance.now();
      timer ??= setTimeout(() => void flush(), Math.max(firstStoreMs, wait)).unref();
    },
    flush,
  };
};

/** A change that succeeded proves that the subscription is valid again; a read does not. */
const columnsOf = (outcome: CallOutcome, now: number): Outcomes => {
  if (outcome === 'read_only') return { readOnlyAt: now };
  return outcome === 'written' ? { lastSuccessAt: now, readOnlyAt: null } : { lastSuccessAt: now };
};

/** In the order of ids, so that concurrent transactions lock rows in the same order. */
const storeOutcomes = (db: Db, outcomes: Map<string, Outcomes>): Promise<void> =>
  transact(db, async (tx) => {
    const rows = [...outcomes].toSorted(([one], [other]) => (one < other ? -1 : 1));
    for (const [id, { lastSuccessAt, readOnlyAt }] of rows) {
      if (readOnlyAt !== undefined) {
        await tx.update(connections).set({ readOnlyAt }).where(eq(connections.id, id));
      }
      if (lastSuccessAt === undefined) continue;
      const isLater = or(
        isNull(connections.lastSuccessAt),
        lt(connections.lastSuccessAt, lastSuccessAt),
      );
      await tx
        .update(connections)
        .set({ lastSuccessAt })
        .where(and(eq(connections.id, id), isLater));
    }
  });
