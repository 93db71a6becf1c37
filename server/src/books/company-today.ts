import { todayIn } from '../clock.ts';
import type { Ctx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { keptBooks } from './store.ts';

const minuteMs = 60_000;

const kept = prepared(() => new Map<string, { minute: number; date: string }>());

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
  const known = kept(ctx.db).get(key);
  if (known?.minute === minute) return known.date;
  const books = await keptBooks(ctx.db, ctx.companyId, realmId);
  if (!books) return todayIn('UTC', now);
  const date = todayIn(books.profile.zone, now);
  kept(ctx.db).set(key, { minute, date });
  return date;
};
