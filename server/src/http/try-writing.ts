import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { installStates } from '../install/tables.ts';

/** About 200 kB in all, because a few bytes may still fit into a full database. */
const rows = 1_000;
const padding = 'x'.repeat(100);

/** Inserts as much as the largest transactions do, and deletes it again. Throws StorageError. */
export const tryWriting = async (db: Db): Promise<void> => {
  const trial = randomUUID();
  // The rows are expired states, so the `states` job deletes them if the process is killed here.
  const states = Array.from({ length: rows }, (_, n) => ({
    stateHash: `trial-${trial}-${n}-${padding}`,
    expiresAt: 0,
  }));
  const hashes = states.map(({ stateHash }) => stateHash);
  await transact(db, async (tx) => {
    await tx.insert(installStates).values(states);
  });
  await transact(db, async (tx) => {
    await tx.delete(installStates).where(inArray(installStates.stateHash, hashes));
  });
};
