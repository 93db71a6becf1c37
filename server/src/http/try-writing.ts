import { randomUUID } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { installStates } from '../install/tables.ts';

/** A row of a few bytes may still fit into a full database: these take about 200 kB. */
const rows = 1_000;
const padding = 'x'.repeat(100);

/** Stores as much as the larger transactions do, and deletes it again. Throws StorageError. */
export const tryWriting = async (db: Db): Promise<void> => {
  const trial = randomUUID();
  // Whatever is left of it has expired, and the sweep of states deletes it.
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
