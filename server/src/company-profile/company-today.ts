import { todayIn } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Db } from '../db/database.ts';
import { storedProfile } from './store.ts';

const minuteMs = 60_000;

type CachedDate = { minute: number; date: string };

/** Cached dates of each database, by company and realm. */
const datesByDatabase = new WeakMap<Db, Map<string, CachedDate>>();

const datesOf = (db: Db): Map<string, CachedDate> => {
  const dates = datesByDatabase.get(db) ?? new Map<string, CachedDate>();
  datesByDatabase.set(db, dates);
  return dates;
};

/**
 * Returns today's date in the company's time zone, `YYYY-MM-DD`; in UTC until its profile has been
 * read. Cached for the current minute: in every time zone a day begins on a whole minute.
 */
export const companyToday = async (
  ctx: Pick<Ctx, 'db' | 'clock' | 'companyId'>,
  realmId: string,
): Promise<string> => {
  const now = ctx.clock.now();
  const minute = Math.floor(now / minuteMs);
  const key = `${ctx.companyId}/${realmId}`;
  const cached = datesOf(ctx.db).get(key);
  if (cached?.minute === minute) return cached.date;
  const profile = await storedProfile(ctx.db, ctx.companyId, realmId);
  if (!profile) return todayIn('UTC', now);
  const date = todayIn(profile.profile.zone, now);
  datesOf(ctx.db).set(key, { minute, date });
  return date;
};
