import { createHash } from 'node:crypto';
import { eq, lte } from 'drizzle-orm';
import type { Db, Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import type { RealmLimits } from './realm-limits.ts';
import {
  blankFrom,
  emptyState,
  type Granted,
  type RealmState,
  type Report,
  synchronize,
  withoutHolders,
} from './realm-state.ts';
import { realmPermits } from './tables.ts';

const hashOf = (realmId: string): string => createHash('sha256').update(realmId).digest('hex');

const ofRealm = (realmHash: string) => eq(realmPermits.realmHash, realmHash);

const writeState = async (
  tx: Tx,
  realmHash: string,
  state: RealmState,
  limits: RealmLimits,
): Promise<void> => {
  const row = { state, blankFrom: blankFrom(state, limits) };
  await tx
    .insert(realmPermits)
    .values({ realmHash, ...row })
    .onConflictDoUpdate({ target: realmPermits.realmHash, set: row });
};

/**
 * Applies the report of a process to the stored state of a realm and leases permits to it. Writes
 * only when the state changes. A process that released everything also deletes outdated rows.
 */
export const leasePermits = (
  db: Db,
  realmId: string,
  report: Report,
  now: number,
  limits: RealmLimits,
): Promise<Granted> => {
  const realmHash = hashOf(realmId);
  return transact(db, async (tx) => {
    const [row] = await tx
      .select({ state: realmPermits.state })
      .from(realmPermits)
      .where(ofRealm(realmHash));
    const before = row?.state ?? emptyState();
    const { state, granted } = synchronize(before, report, now, limits);
    if (!row || JSON.stringify(state) !== JSON.stringify(row.state)) {
      await writeState(tx, realmHash, state, limits);
    }
    if (granted.slots.length === 0 && report.released.length > 0) {
      await tx.delete(realmPermits).where(lte(realmPermits.blankFrom, now));
    }
    return granted;
  });
};

/**
 * Frees the permits that a killed process had leased. Call it only when no other process uses this
 * database.
 */
export const freePermits = (db: Db, now: number, limits: RealmLimits): Promise<void> =>
  transact(db, async (tx) => {
    await tx.delete(realmPermits).where(lte(realmPermits.blankFrom, now));
    for (const { realmHash, state } of await tx.select().from(realmPermits)) {
      await writeState(tx, realmHash, withoutHolders(state, now, limits), limits);
    }
  });
