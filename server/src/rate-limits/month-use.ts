import { eq, sum } from 'drizzle-orm';
import type { Db, Reader } from '../db/database.ts';
import { monthOf } from './month.ts';
import { meteredReads } from './tables.ts';

/** Metered reads of the installation in one month, by cause. */
export type MonthUse = ReadonlyMap<string, number>;

const cachedMs = 5 * 60_000;

type Cached = { month: string; readAt: number; use: Promise<MonthUse> };

const cache = new WeakMap<Db, Cached>();

/** Metered reads of this month, at most five minutes old. */
export const monthUse = (db: Db, now: number): Promise<MonthUse> => {
  const cached = cache.get(db);
  const month = monthOf(now);
  const isFresh = cached?.month === month && now >= cached.readAt && now - cached.readAt < cachedMs;
  if (isFresh) return cached.use;
  const use = readUse(db, month);
  cache.set(db, { month, readAt: now, use });
  // A failed read is not kept.
  use.catch(() => cache.delete(db));
  return use;
};

const readUse = async (db: Reader, month: string): Promise<MonthUse> => {
  const causes = await db
    .select({ cause: meteredReads.cause, reads: sum(meteredReads.count) })
    .from(meteredReads)
    .where(eq(meteredReads.month, month))
    .groupBy(meteredReads.cause);
  return new Map(causes.map(({ cause, reads }) => [cause, Number(reads ?? 0)]));
};

export const totalOf = (use: MonthUse): number =>
  [...use.values()].reduce((total, reads) => total + reads, 0);
