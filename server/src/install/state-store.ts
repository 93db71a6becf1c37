import { and, desc, eq, gt, inArray, lte } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import type { Job } from '../scheduler/job.ts';
import { installStates } from './tables.ts';

/** Time for the consent at Pipedrive. */
const lifetimeMs = 30 * 60_000;

/**
 * Bounds the table, because the start page is public; the oldest unused states are deleted first.
 */
const maxStates = 10_000;

/** Rows deleted in one transaction. */
const batchSize = 1_000;

/** Creates and stores a state, valid for one callback. */
export const addState = async (db: Db, now: number): Promise<string> => {
  const state = newSecret();
  await transact(db, async (tx) => {
    await tx
      .insert(installStates)
      .values({ stateHash: hashOf(state), expiresAt: now + lifetimeMs });
  });
  return state;
};

/** Deletes a state; true if it was stored and has not expired, so true only once. */
export const takeState = async (db: Db, state: string, now: number): Promise<boolean> => {
  const validState = and(
    eq(installStates.stateHash, hashOf(state)),
    gt(installStates.expiresAt, now),
  );
  const { stateHash } = installStates;
  const taken = await transact(db, async (tx) =>
    tx.delete(installStates).where(validState).returning({ stateHash }),
  );
  return taken.length === 1;
};

/** Deletes a batch of expired and of excess states; returns their number. */
const removeStates = (db: Db, now: number): Promise<number> => {
  const { stateHash, expiresAt } = installStates;
  return transact(db, async (tx) => {
    const hashes = () => tx.select({ stateHash }).from(installStates);
    const expiredHashes = hashes().where(lte(expiresAt, now)).limit(batchSize);
    const expired = await tx
      .delete(installStates)
      .where(inArray(stateHash, expiredHashes))
      .returning({ stateHash });
    const excessHashes = hashes().orderBy(desc(expiresAt)).limit(batchSize).offset(maxStates);
    const excess = await tx
      .delete(installStates)
      .where(inArray(stateHash, excessHashes))
      .returning({ stateHash });
    return expired.length + excess.length;
  });
};

const minute = 60_000;

/** Deletes expired and excess states every minute. */
export const states: Job = {
  cause: 'states',
  installation: true,
  async work({ db, clock }, _turn, slice) {
    let removed = batchSize;
    while (removed >= batchSize && slice.goesOn()) {
      removed = await slice.item(() => removeStates(db, clock.now()));
    }
  },
  next: async (_db, _turn, now) => ({ at: now + minute, urgent: false }),
};
