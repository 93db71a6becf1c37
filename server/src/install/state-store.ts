import { and, desc, eq, gt, inArray, lte } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import type { Job } from '../scheduler/job.ts';
import { installStates } from './tables.ts';

/** From our start page through Pipedrive's consent page and back. */
const lifeMs = 30 * 60_000;

/** Anybody can open our start page; of the states that were never used the newest are kept. */
const mostStates = 10_000;

/** Deleted in one transaction. */
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

/** Deletes states that expired, and the oldest of too many; how many it deleted. */
const removeStates = (db: Db, now: number): Promise<number> => {
  const { stateHash, expiresAt } = installStates;
  return transact(db, async (tx) => {
    const hashes = () => tx.select({ stateHash }).from(installStates);
    const old = hashes().where(lte(expiresAt, now)).limit(atOnce);
    const expired = await tx
      .delete(installStates)
      .where(inArray(stateHash, old))
      .returning({ stateHash });
    const oldest = hashes().orderBy(desc(expiresAt)).limit(atOnce).offset(mostStates);
    const tooMany = await tx
      .delete(installStates)
      .where(inArray(stateHash, oldest))
      .returning({ stateHash });
    return expired.length + tooMany.length;
  });
};

const minute = 60_000;

/** Removes states that expired, and the oldest of too many, every minute. */
export const states: Job = {
  cause: 'states',
  installation: true,
  async work({ db, clock }, _turn, slice) {
    let removed = atOnce;
    while (removed >= atOnce && slice.goesOn()) {
      removed = await slice.item(() => removeStates(db, clock.now()));
    }
  },
  next: async (_db, _turn, now) => ({ at: now + minute, urgent: false }),
};
