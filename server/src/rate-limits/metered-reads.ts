import { sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Db, Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import type { Log } from '../diagnostics/logger.ts';
import { currentReason } from '../vendor-calls/urgency.ts';
import { meteredReads } from './tables.ts';

/** Reads are stored together after so long: as much is forgotten when the process is killed. */
const storedAfterMs = 3_000;

/** After a failure; an outage may last for hours. */
const storedAgainMs = 60_000;

type Read = { connectionId: string; realmId: string; month: string; cause: string; count: number };

/** Counts the reads that Intuit charges for: successful ones, by company, realm, month and cause. */
export type ReadMeter = {
  /** One read was answered with a 2xx status. */
  count(realm: { connectionId: string; realmId: string }): void;
  /** Stores what was counted. Never throws. */
  flush(): Promise<void>;
};

/**
 * `companyOf` tells whose a connection is; null where that is not known any more, and its reads are dropped
 * with the rest of the company's data.
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

  const later = (ms = storedAfterMs) => {
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
      log.warn({ err: error }, 'metered reads could not be stored yet');
      reads.forEach(add);
      later(storedAgainMs);
    }
  };

  return {
    count({ connectionId, realmId }) {
      const month = new Date(clock.now()).toISOString().slice(0, 7);
      add({ connectionId, realmId, month, cause: currentReason().cause, count: 1 });
      later();
    },
    flush,
  };
};
