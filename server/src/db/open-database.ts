import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';

export type Db = BetterSQLite3Database & { $client: Database.Database };

/** The inside of a transaction. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

const migrationsFolder = new URL('../../../drizzle', import.meta.url).pathname;

/**
 * Opens the database and brings it up to date. `:memory:` is fine for a test.
 * `synchronous=FULL`: a lost `sending` row would be a doubled invoice.
 */
export const openDatabase = (file: string): Db => {
  const client = new Database(file);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  client.pragma('busy_timeout = 5000');
  const db = drizzle({ client });
  migrate(db, { migrationsFolder });
  return db;
};
