import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { StartProblem } from '../start-problem.ts';

export type Db = BetterSQLite3Database & { $client: Database.Database };

/** The inside of a transaction. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

const migrationsFolder = new URL('../../../drizzle', import.meta.url).pathname;

const ownerOnly = 0o600;

/**
 * Makes the file, and what SQLite keeps beside it, readable by its owner only: SQLite gives `-wal` and `-shm`
 * the permissions of the file. Throws StartProblem.
 */
const keepFromOthers = (file: string): void => {
  checkFolder(file);
  try {
    closeSync(openSync(file, 'a', ownerOnly));
    for (const kept of [file, `${file}-wal`, `${file}-shm`]) {
      if (existsSync(kept)) chmodSync(kept, ownerOnly);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartProblem(`DATABASE_FILE ${file} cannot be opened for writing (${code}).`);
  }
};

/** Throws StartProblem when the folder of the database does not exist. */
export const checkFolder = (file: string): void => {
  const folder = dirname(file);
  if (existsSync(folder)) return;
  throw new StartProblem(
    `The folder ${folder} of DATABASE_FILE does not exist. Create it, or choose another file.`,
  );
};

/**
 * Opens the database and brings it up to date. `:memory:` is fine for a test.
 * `synchronous=FULL`: a lost `sending` row would be a doubled invoice.
 */
export const openDatabase = (file: string): Db => {
  if (file !== ':memory:') keepFromOthers(file);
  const client = new Database(file);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  client.pragma('busy_timeout = 5000');
  const db = drizzle({ client });
  migrate(db, { migrationsFolder });
  return db;
};
