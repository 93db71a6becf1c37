import { todayIn } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { Db } from '../db/database.ts';
import { storedProfile } from './store.ts';

const minuteMs = 60_000;

type Today = { minute: number; date: string };

/** By company and realm, for each database. */
const todays = new WeakMap<Db, Map<string, Today>>();

const todaysOf = (db: Db): Map<string, Today> => {
  const known = todays.get(db) ?? new Map<string, Today>();
  todays.set(db, known);
  return known;
};

/**
 * Today in the time zone of these books, `YYYY-MM-DD`; in UTC until they were read once. Days begin on a
 * whole minute everywhere, so it is worked out once a minute.
 */
export const companyToday = async (
  ctx: Pick<Ctx, 'db' | 'clock' | 'companyId'>,
  realmId: string,
): Promise<string> => {
  const now = ctx.clock.now();
  const minute = Math.floor(now / minuteMs);
  const key = `${ctx.companyId}/${realmId}`;
  const known = todaysOf(ctx.db).get(key);
  if (known?.minute === minute) return known.date;
  const profile = await storedProfile(ctx.db, ctx.companyId, realmId);
  if (!profile) return todayIn('UTC', now);
  const date = todayIn(profile.profile.zone, now);
  todaysOf(ctx.db).set(key, { minute, date });
  return date;
};
