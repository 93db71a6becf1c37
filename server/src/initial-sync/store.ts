import { and, eq, sql } from 'drizzle-orm';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { syncRanges } from '../invoice-list/tables.ts';
import { makeDueLater } from '../scheduler/turns.ts';
import { initialSyncs, syncSteps } from './tables.ts';

export type SyncRow = typeof initialSyncs.$inferSelect;

export type SyncChange = Partial<Omit<SyncRow, 'companyId' | 'realmId' | 'version'>>;

export const storedSync = async (db: Reader, realmKey: RealmKey): Promise<SyncRow | null> => {
  const [row] = await db.select().from(initialSyncs).where(inRealm(initialSyncs, realmKey));
  return row ?? null;
};

/** The beginning of a reading. */
const fromTheStart = (now: number) => ({
  step: syncSteps[0],
  begunAt: null,
  read: 0,
  total: null,
  nextDue: now,
  problem: null,
});

/** The initial sync of a realm; a new one is due at once. */
export const openSync = async (
  db: Db,
  { companyId, realmId }: RealmKey,
  now: number,
): Promise<SyncRow | null> => {
  const row = await storedSync(db, { companyId, realmId });
  if (row) return row;
  return transact(db, async (tx) => {
    await tx
      .insert(initialSyncs)
      .values({ companyId, realmId, scope: 'all', counts: {}, ...fromTheStart(now) })
      .onConflictDoNothing();
    return storedSync(tx, { companyId, realmId });
  });
};

/** Returns the changed row; null when it was changed meanwhile. */
export const saveSync = (db: Db, row: SyncRow, change: SyncChange): Promise<SyncRow | null> =>
  transact(db, async (tx) => {
    const [saved] = await tx
      .update(initialSyncs)
      .set({ ...change, version: row.version + 1 })
      .where(and(inRealm(initialSyncs, row), eq(initialSyncs.version, row.version)))
      .returning();
    return saved ?? null;
  });

/**
 * Begins to read all names again, because changes of them may have been missed. Until then pickers
 * ask QuickBooks.
 */
export const readNamesAgain = (tx: Tx, realmKey: RealmKey, now: number): Promise<void> =>
  begin(tx, realmKey, now, { namesSince: null });

/** Like `readNamesAgain`, for invoices as well: no list counts as read until they were. */
export const readAllAgain = async (tx: Tx, realmKey: RealmKey, now: number): Promise<void> => {
  await tx.delete(syncRanges).where(inRealm(syncRanges, realmKey));
  await begin(tx, realmKey, now, { namesSince: null, scope: 'all' });
};

/** Reads everything again for a user; pickers use the mirrored names meanwhile. */
export const readAgainForUser = async (tx: Tx, realmKey: RealmKey, now: number): Promise<void> => {
  await tx.delete(syncRanges).where(inRealm(syncRanges, realmKey));
  await begin(tx, realmKey, now, { scope: 'all' });
};

/** Does nothing before the first reading has begun: that one reads everything anyway. */
const begin = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  now: number,
  change: { namesSince?: null; scope?: 'all' },
): Promise<void> => {
  // A reading of everything that has not reached its end goes on with its invoices afterwards.
  const scope = sql`case when ${initialSyncs.step} is not null and ${initialSyncs.scope} = 'all' then 'all' else 'names' end`;
  const begun = await tx
    .update(initialSyncs)
    .set({
      scope,
      ...change,
      ...fromTheStart(now),
      version: sql`${initialSyncs.version} + 1`,
    })
    .where(inRealm(initialSyncs, { companyId, realmId }))
    .returning({ version: initialSyncs.version });
  if (begun.length > 0) await makeDueLater(tx, { companyId, realmId, job: 'initial_sync' }, now);
};
