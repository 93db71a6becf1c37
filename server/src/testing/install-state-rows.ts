import { asc } from 'drizzle-orm';
import type { Db, Tx } from '../db/database.ts';
import { installStates } from '../install/tables.ts';

let inserted = 0;

/** Inserts a row into the simplest table. */
export const insertState = async (tx: Tx, stateHash: string): Promise<void> => {
  inserted += 1;
  await tx.insert(installStates).values({ stateHash, expiresAt: inserted });
};

/** Returns the inserted values, in the order of insertion. */
export const storedStates = async (db: Db): Promise<string[]> => {
  const rows = await db.select().from(installStates).orderBy(asc(installStates.expiresAt));
  return rows.map((row) => row.stateHash);
};
