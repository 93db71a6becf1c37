import { and, eq, gt, max, sql } from 'drizzle-orm';
import type { Dependencies } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { turns } from '../scheduler/tables.ts';
import { makeFeedDue, storedFeed } from './feed-store.ts';
import { currentIntervals } from './monthly-use.ts';
import { storedPace } from './pace.ts';
import { feedPaces, feeds } from './tables.ts';

type Tools = Pick<Dependencies, 'db' | 'clock' | 'settings'>;

/**
 * Restores the usual interval of a company whose panel was opened: a feed that was last read longer
 * ago is due at once. Writes at most once per interval and company.
 */
export const panelOpened = async (tools: Tools, realmKey: RealmKey): Promise<void> => {
  const { db, clock, settings } = tools;
  const { companyId, realmId } = realmKey;
  const now = clock.now();
  const panelAt = (await storedPace(db, realmKey))?.panelAt ?? null;
  if (panelAt !== null && panelAt > now - settings.feed.everyMs) return;
  const { usualMs } = await currentIntervals(tools);
  await transact(db, async (tx) => {
    await tx
      .insert(feedPaces)
      .values({ companyId, realmId, panelAt: now })
      .onConflictDoUpdate({
        target: [feedPaces.companyId, feedPaces.realmId],
        set: { panelAt: now },
      });
    const feed = await storedFeed(tx, realmKey);
    if (!feed) return;
    const due = Math.max(now, (feed.lastReadAt ?? 0) + usualMs);
    if (feed.nextDue <= due) return;
    await makeFeedDue(tx, realmKey, due, now);
  });
};

/** Turns of the installation are served every few minutes while a server runs. */
const shortestDowntimeMs = 15 * 60_000;

/**
 * Makes the feeds of all companies due when no server ran for longer than the interval: events may
 * be lost. Call it before the scheduler starts. Returns whether that was so.
 */
export const readAfterDowntime = async ({ db, clock, settings }: Tools): Promise<boolean> => {
  const now = clock.now();
  const [last] = await db
    .select({ servedAt: max(turns.servedAt) })
    .from(turns)
    .where(eq(turns.companyId, 0));
  const servedAt = Number(last?.servedAt ?? 0);
  const longest = Math.max(shortestDowntimeMs, settings.feed.everyMs);
  if (servedAt === 0 || now - servedAt <= longest) return false;
  await transact(db, async (tx) => {
    await tx
      .update(feeds)
      .set({ nextDue: now, version: sql`${feeds.version} + 1` })
      .where(gt(feeds.nextDue, now));
    await tx
      .update(turns)
      .set({ dueAt: now })
      .where(and(eq(turns.job, 'feed'), gt(turns.dueAt, now)));
  });
  return true;
};
