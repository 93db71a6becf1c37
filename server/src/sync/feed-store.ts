import { and, asc, eq, exists, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import { feeds } from './tables.ts';

export type FeedRow = typeof feeds.$inferSelect;

export type FeedChange = Partial<Omit<FeedRow, 'companyId' | 'realmId' | 'version'>>;

export const storedFeed = async (db: Reader, realmKey: RealmKey): Promise<FeedRow | null> => {
  const [row] = await db.select().from(feeds).where(inRealm(feeds, realmKey));
  return row ?? null;
};

/** The feed of a realm; a new one is due at once. */
export const openFeed = async (
  db: Db,
  { companyId, realmId }: RealmKey,
  now: number,
): Promise<FeedRow | null> => {
  const row = await storedFeed(db, { companyId, realmId });
  if (row) return row;
  return transact(db, async (tx) => {
    await tx.insert(feeds).values({ companyId, realmId, nextDue: now }).onConflictDoNothing();
    return storedFeed(tx, { companyId, realmId });
  });
};

/** Returns the changed row; null when another worker has changed it since it was read. */
export const saveFeed = (db: Db, feed: FeedRow, change: FeedChange): Promise<FeedRow | null> =>
  transact(db, async (tx) => {
    const [saved] = await tx
      .update(feeds)
      .set({ ...change, version: feed.version + 1 })
      .where(and(inRealm(feeds, feed), eq(feeds.version, feed.version)))
      .returning();
    return saved ?? null;
  });

/**
 * Makes the feed due at `dueAt`. A worker that reads it meanwhile cannot store a later instant,
 * because the version grows.
 */
export const makeFeedDue = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  dueAt: number,
  now: number,
): Promise<void> => {
  await tx
    .update(feeds)
    .set({ nextDue: dueAt, version: sql`${feeds.version} + 1` })
    .where(inRealm(feeds, { companyId, realmId }));
  await makeDue(tx, { companyId, realmId, job: 'feed' }, dueAt, now);
};

/** Which of these invoices are mirrored, each with whether it is deleted. */
export const mirroredAmong = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceIds: string[],
): Promise<Map<string, boolean>> => {
  if (invoiceIds.length === 0) return new Map();
  const rows = await db
    .select({ invoiceId: invoices.invoiceId, deleted: invoices.deleted })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  return new Map(rows.map(({ invoiceId, deleted }) => [invoiceId, deleted]));
};

/** Ids of the mirrored invoices of these customers that are not deleted. */
export const invoicesOfCustomers = async (
  db: Reader,
  realmKey: RealmKey,
  customerIds: string[],
): Promise<string[]> => {
  if (customerIds.length === 0) return [];
  const rows = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, realmKey),
        inArray(invoices.customerId, customerIds),
        eq(invoices.deleted, false),
      ),
    );
  return rows.map(({ invoiceId }) => invoiceId);
};

/**
 * Ids of mirrored invoices after `afterId`, in order, that are not deleted and were last read before
 * `readBefore`; with `linkedOnly` only those linked to a deal.
 */
export const idsToRead = async (
  db: Reader,
  realmKey: RealmKey,
  {
    afterId,
    readBefore,
    linkedOnly,
    limit,
  }: { afterId: string; readBefore: number; linkedOnly: boolean; limit: number },
): Promise<string[]> => {
  const isLinked = exists(
    db
      .select({ one: sql`1` })
      .from(dealInvoices)
      .where(and(inRealm(dealInvoices, realmKey), eq(dealInvoices.invoiceId, invoices.invoiceId))),
  );
  const rows = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, realmKey),
        gt(invoices.invoiceId, afterId),
        eq(invoices.deleted, false),
        lt(invoices.readAt, readBefore),
        linkedOnly ? isLinked : undefined,
      ),
    )
    .orderBy(asc(invoices.invoiceId))
    .limit(limit);
  return rows.map(({ invoiceId }) => invoiceId);
};
