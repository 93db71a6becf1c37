import { dayEndIn, todayIn } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Db } from '../db/database.ts';
import { storedProfile } from './store.ts';

const minuteMs = 60_000;

/** A date, and the instant at which it ends. */
type CompanyDay = { date: string; endsAt: number };

type CachedDate = CompanyDay & { minute: number };

/** Cached dates of each database, by company and realm. */
const datesByDatabase = new WeakMap<Db, Map<string, CachedDate>>();

const datesOf = (db: Db): Map<string, CachedDate> => {
  const dates = datesByDatabase.get(db) ?? new Map<string, CachedDate>();
  datesByDatabase.set(db, dates);
  return dates;
};

/** Returns today's date in the company's time zone, `YYYY-MM-DD`. */
export const companyToday = async (
  ctx: Pick<Ctx, 'db' | 'clock' | 'companyId'>,
  realmId: string,
): Promise<string> => (await companyDay(ctx, realmId)).date;

/**
 * Returns today's date in the company's time zone and when it ends; in UTC until its profile has
 * been read. Cached for the current minute: in every time zone a day begins on a whole minute.
 */
export const companyDay = async (
  ctx: Pick<Ctx, 'db' | 'clock' | 'companyId'>,
  realmId: string,
): Promise<CompanyDay> => {
  const now = ctx.clock.now();
  const minute = Math.floor(now / minuteMs);
  const key = `${ctx.companyId}/${realmId}`;
  const cached = datesOf(ctx.db).get(key);
  if (cached?.minute === minute) return cached;
  const profile = await storedProfile(ctx.db, ctx.companyId, realmId);
  if (!profile) return dayIn('UTC', now);
  const day = dayIn(profile.profile.zone, now);
  datesOf(ctx.db).set(key, { minute, ...day });
  return day;
};

const dayIn = (zone: string, now: number): CompanyDay => ({
  date: todayIn(zone, now),
  endsAt: dayEndIn(zone, now),
});
