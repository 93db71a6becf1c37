import { sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Db, Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import type { Log } from '../diagnostics/logger.ts';
import { currentReason } from '../vendor-calls/urgency.ts';
import { monthOf } from './month.ts';
import { meteredReads } from './tables.ts';

/** Delay before counts are stored together; a killed process loses at most this much. */
const storeAfterMs = 3_000;

/** Delay after a failure; an outage may last for hours. */
const retryAfterMs = 60_000;

type Read = { connectionId: string; realmId: string; month: string; cause: string; count: number };

/** Counts successful reads, which Intuit charges for, by company, realm, month and cause. */
export type ReadMeter = {
  /** Counts one read with a 2xx response. */
  count(realm: { connectionId: string; realmId: string }): void;
  /** Stores the counts; after a failure they are stored later. Never throws. */
  flush(): Promise<void>;
};

/**
 * Creates the meter. `companyOf` returns the company of a connection, or null once it is deleted:
 * those reads are dropped like the rest of the company's data.
 */
export const makeReadMeter = ({
  db,
  clock,
  log,
  companyOf,
}: {
  db: Db;
  clock: Clock;
  log: Log;
  companyOf(tx: Tx, connectionId: string): Promise<number | null>;
}): ReadMeter => {
  let counted = new Map<string, Read>();
  let timer: NodeJS.Timeout | null = null;

  const add = (read: Read) => {
    const key = JSON.stringify([read.connectionId, read.realmId, read.month, read.cause]);
    const known = counted.get(key);
    if (known) known.count += read.count;
    else counted.set(key, { ...read });
  };

  const store = (reads: Read[]) =>
    transact(db, async (tx) => {
      for (const { connectionId, ...read } of reads) {
        const companyId = await companyOf(tx, connectionId);
        if (companyId === null) continue;
        await tx
          .insert(meteredReads)
          .values({ ...read, companyId })
          .onConflictDoUpdate({
            target: [
              meteredReads.companyId,
              meteredReads.realmId,
              meteredReads.month,
              meteredReads.cause,
            ],
            set: { count: sql`${meteredReads.count} + ${read.count}` },
          });
      }
    });

  const scheduleFlush = (ms = storeAfterMs) => {
    timer ??= setTimeout(() => void flush(), ms).unref();
  };

  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const reads = [...counted.values()];
    counted = new Map();
    if (reads.length === 0) return;
    try {
      await store(reads);
    } catch (error) {
      log.warn({ err: error }, 'could not store metered reads; will retry');
      reads.forEach(add);
      scheduleFlush(retryAfterMs);
    }
  };

  return {
    count({ connectionId, realmId }) {
      const month = monthOf(clock.now());
      add({ connectionId, realmId, month, cause: currentReason().cause, count: 1 });
      scheduleFlush();
    },
    flush,
  };
};
