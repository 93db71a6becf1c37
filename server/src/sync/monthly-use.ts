import { and, count, eq } from 'drizzle-orm';
import { connections } from '../connection/tables.ts';
import type { Dependencies } from '../context.ts';
import type { Db, Reader } from '../db/database.ts';
import { type MonthUse, monthUse, totalOf } from '../rate-limits/month-use.ts';
import { type FeedIntervals, feedIntervals, type ReadBudget } from './interval.ts';
import { feedPaces } from './tables.ts';

/** Cause under which the reads of the change feed are counted. */
export const feedCause = 'feed';

type Companies = Pick<ReadBudget, 'companies' | 'patient' | 'quiet'>;

const cachedMs = 5 * 60_000;

const cache = new WeakMap<Db, { readAt: number; companies: Companies }>();

type Tools = Pick<Dependencies, 'db' | 'clock' | 'settings'>;

/** The intervals at which change feeds are read now, by pace. */
export const currentIntervals = async (tools: Tools): Promise<FeedIntervals> =>
  feedIntervals(await currentBudget(tools));

/** Reads of this month and the companies that share the rest. */
export const currentBudget = async ({ db, clock, settings }: Tools): Promise<ReadBudget> => {
  const now = clock.now();
  const { everyMs, readsPerMonth } = settings.feed;
  const use = await monthUse(db, now);
  const usedByFeed = feedReads(use);
  return {
    now,
    perMonth: readsPerMonth,
    shortestMs: everyMs,
    usedByFeed,
    usedByOthers: totalOf(use) - usedByFeed,
    ...(await connectedCompanies(db, now)),
  };
};

const feedReads = (use: MonthUse): number => use.get(feedCause) ?? 0;

const connectedCompanies = async (db: Db, now: number): Promise<Companies> => {
  const cached = cache.get(db);
  if (cached && now >= cached.readAt && now - cached.readAt < cachedMs) return cached.companies;
  const companies = await countCompanies(db);
  cache.set(db, { readAt: now, companies });
  return companies;
};

const countCompanies = async (db: Reader): Promise<Companies> => {
  const isActive = eq(connections.state, 'active');
  const [connected] = await db.select({ count: count() }).from(connections).where(isActive);
  const byPace = await db
    .select({ pace: feedPaces.pace, count: count() })
    .from(connections)
    .innerJoin(
      feedPaces,
      and(
        eq(feedPaces.companyId, connections.companyId),
        eq(feedPaces.realmId, connections.realmId),
      ),
    )
    .where(isActive)
    .groupBy(feedPaces.pace);
  const countOf = (pace: string) => Number(byPace.find((one) => one.pace === pace)?.count ?? 0);
  return {
    companies: Number(connected?.count ?? 0),
    patient: countOf('patient'),
    quiet: countOf('quiet'),
  };
};
