import type { Dependencies } from '../context.ts';
import type { Db, Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { eventSince, graceMs, webhooksArrive } from '../webhooks/webhooks-arrive.ts';
import { intervalOf } from './interval.ts';
import { currentIntervals } from './monthly-use.ts';
import { feedPaces } from './tables.ts';

export type PaceRow = typeof feedPaces.$inferSelect;

type Tools = Pick<Dependencies, 'db' | 'clock' | 'settings'>;

const hourMs = 3_600_000;

export const storedPace = async (db: Reader, realmKey: RealmKey): Promise<PaceRow | null> => {
  const [row] = await db.select().from(feedPaces).where(inRealm(feedPaces, realmKey));
  return row ?? null;
};

const savePace = async (
  db: Db,
  { companyId, realmId }: RealmKey,
  change: Partial<Omit<PaceRow, 'companyId' | 'realmId'>>,
): Promise<void> => {
  await transact(db, (tx) =>
    tx
      .insert(feedPaces)
      .values({ companyId, realmId, ...change })
      .onConflictDoUpdate({ target: [feedPaces.companyId, feedPaces.realmId], set: change }),
  );
};

/**
 * Records that the feed contained changes. `changedAt` says when its invoices changed, by our clock:
 * one whose event should have arrived and did not puts the webhooks in doubt.
 */
export const noteChanges = async (
  { db, clock }: Tools,
  realmKey: RealmKey,
  changedAt: number[],
): Promise<void> => {
  const now = clock.now();
  const due = changedAt.filter((at) => at <= now - graceMs);
  const isMissed = due.length > 0 && !(await eventSince(db, realmKey, Math.max(...due)));
  await savePace(db, realmKey, { changedAt: now, ...(isMissed && { eventMissedAt: now }) });
};

/**
 * Returns the milliseconds until the next read of a company's feed, and stores its pace:
 * - `usual` while a panel is open, and unless webhooks are proven to arrive
 * - `patient` otherwise: waits longer when the reads of the month do not suffice
 * - `quiet` when nothing has changed lately either: read once a day
 */
export const nextInterval = async (tools: Tools, realmKey: RealmKey): Promise<number> => {
  const row = await storedPace(tools.db, realmKey);
  const webhooks = await webhooksOf(tools, realmKey, row);
  const pace = await paceOf(tools, realmKey, { ...row, ...webhooks });
  await savePace(tools.db, realmKey, { pace, ...webhooks });
  return intervalOf(await currentIntervals(tools), pace);
};

type Webhooks = Pick<PaceRow, 'webhooks' | 'webhooksSince' | 'webhooksSeenAt'>;

/** Whether webhooks arrive now, since when that is known, and when it was last proven. */
export const webhooksOf = async (
  { db, clock, settings }: Tools,
  realmKey: RealmKey,
  row: PaceRow | null,
): Promise<Webhooks> => {
  const now = clock.now();
  const seenAt = row?.webhooksSeenAt ?? null;
  const known = { seenAt, missedAt: row?.eventMissedAt ?? null };
  const { arrive, proven } =
    settings.quickbooks.webhookVerifierToken === null
      ? { arrive: 'no' as const, proven: false }
      : await webhooksArrive(db, realmKey, now, known);
  return {
    webhooks: arrive,
    webhooksSince: (row?.webhooks === arrive && row.webhooksSince) || now,
    webhooksSeenAt: proven ? now : seenAt,
  };
};

type Activity = Partial<Pick<PaceRow, 'panelAt' | 'changedAt'>> & Pick<PaceRow, 'webhooks'>;

const paceOf = async (
  { db, clock, settings }: Tools,
  realmKey: RealmKey,
  { panelAt, changedAt, webhooks }: Activity,
): Promise<PaceRow['pace']> => {
  // Longer than an open panel needs to be noticed again.
  const since = clock.now() - Math.max(hourMs, 2 * settings.feed.everyMs);
  const isRecent = (at: number | null | undefined) => (at ?? 0) > since;
  if (webhooks !== 'yes' || isRecent(panelAt)) return 'usual';
  if (isRecent(changedAt) || (await eventSince(db, realmKey, since))) return 'patient';
  return 'quiet';
};
