import { count, eq, sum } from 'drizzle-orm';
import { connections } from '../connection/tables.ts';
import type { Dependencies } from '../context.ts';
import type { Db, Reader } from '../db/database.ts';
import { meteredReads } from '../rate-limits/tables.ts';
import { feedIntervals } from './interval.ts';

/** Cause under which the reads of the change feed are counted. */
export const feedCause = 'feed';

type Use = { usedByFeed: number; usedByOthers: number; companies: number };

const cachedMs = 5 * 60_000;

const cache = new WeakMap<Db, { readAt: number; use: Use }>();

/** The interval at which the change feed of a company is read now. */
export const currentInterval = async ({
  db,
  clock,
  settings,
}: Pick<Dependencies, 'db' | 'clock' | 'settings'>): Promise<number> => {
  const now = clock.now();
  const { everyMs, readsPerMonth } = settings.feed;
  const use = await monthlyUse(db, now);
  const budget = { now, perMonth: readsPerMonth, shortestMs: everyMs, patient: 0, ...use };
  return feedIntervals(budget).usualMs;
};

const monthlyUse = async (db: Db, now: number): Promise<Use> => {
  const cached = cache.get(db);
  if (cached && now >= cached.readAt && now - cached.readAt < cachedMs) return cached.use;
  const use = await readUse(db, new Date(now).toISOString().slice(0, 7));
  cache.set(db, { readAt: now, use });
  return use;
};

const readUse = async (db: Reader, month: string): Promise<Use> => {
  const [connected] = await db
    .select({ companies: count() })
    .from(connections)
    .where(eq(connections.state, 'active'));
  const causes = await db
    .select({ cause: meteredReads.cause, reads: sum(meteredReads.count) })
    .from(meteredReads)
    .where(eq(meteredReads.month, month))
    .groupBy(meteredReads.cause);
  const readsOf = (isFeed: boolean) =>
    causes
      .filter(({ cause }) => (cause === feedCause) === isFeed)
      .reduce((total, { reads }) => total + Number(reads ?? 0), 0);
  return {
    usedByFeed: readsOf(true),
    usedByOthers: readsOf(false),
    companies: Number(connected?.companies ?? 0),
  };
};
