import { and, desc, eq, gt, inArray, lte } from 'drizzle-orm';
import type { Doors } from '../context.ts';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import { installStates } from './tables.ts';

/** From our start page through Pipedrive's consent page and back. */
const lifeMs = 30 * 60_000;

/** Anybody can open our start page; of the states that were never used the newest are kept. */
const mostStates = 10_000;

/** Deleted in one round. */
const atOnce = 1_000;

/** A new state, good for one callback. */
export const addState = async (db: Db, now: number): Promise<string> => {
  const state = newSecret();
  await transact(db, async (tx) => {
    await tx.insert(installStates).values({ stateHash: hashOf(state), expiresAt: now + lifeMs });
  });
  return state;
};

/** True once for a state that we made and that has not expired. */
export const takeState = async (db: Db, state: string, now: number): Promise<boolean> => {
  const ours = and(eq(installStates.stateHash, hashOf(state)), gt(installStates.expiresAt, now));
  const { stateHash } = installStates;
  const taken = await transact(db, async (tx) =>
    tx.delete(installStates).where(ours).returning({ stateHash }),
  );
  return taken.length === 1;
};

/** Deletes states that expired, and the oldest of too many. */
export const removeExpiredStates = async ({
  db,
  clock,
}: Pick<Doors, 'db' | 'clock'>): Promise<void> => {
  const { stateHash, expiresAt } = installStates;
  const now = clock.now();
  await transact(db, async (tx) => {
    const hashes = () => tx.select({ stateHash }).from(installStates);
    const expired = hashes().where(lte(expiresAt, now)).limit(atOnce);
    await tx.delete(installStates).where(inArray(stateHash, expired));
    const tooMany = hashes().orderBy(desc(expiresAt)).limit(atOnce).offset(mostStates);
    await tx.delete(installStates).where(inArray(stateHash, tooMany));
  });
};
