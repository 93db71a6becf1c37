import { asc } from 'drizzle-orm';
import type { Db, Tx } from '../db/database.ts';
import { installStates } from '../install/tables.ts';

let inserted = 0;

/** Inserts a row of the simplest table there is. */
export const insertState = async (tx: Tx, stateHash: string): Promise<void> => {
  inserted += 1;
  await tx.insert(installStates).values({ stateHash, expiresAt: inserted });
};

/** What was inserted, in that order. */
export const storedStates = async (db: Db): Promise<string[]> => {
  const rows = await db.select().from(installStates).orderBy(asc(installStates.expiresAt));
  return rows.map((row) => row.stateHash);
};
