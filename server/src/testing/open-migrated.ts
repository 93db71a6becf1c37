import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { migrationsFolder } from '../db/migrations.ts';
import { openDatabase, type SqliteDb } from '../db/sqlite.ts';
import { testDatabaseFile } from './open-test-database.ts';

export type Row = Record<string, string | number | null>;

export const insertRow = (client: Database.Database, table: string, row: Row): void => {
  const names = Object.keys(row);
  const marks = names.map(() => '?').join(', ');
  client
    .prepare(`insert into ${table} (${names.join(', ')}) values (${marks})`)
    .run(...Object.values(row));
};

/** Opens a database that was migrated up to `last` and filled, so that the later migrations run. */
export const openMigrated = (last: number, fill: (client: Database.Database) => void): SqliteDb => {
  const file = testDatabaseFile();
  const folder = join(dirname(file), `${file}-migrations`);
  mkdirSync(join(folder, 'meta'), { recursive: true });
  cpSync(migrationsFolder('sqlite'), folder, { recursive: true });
  const journalFile = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  journal.entries = journal.entries.filter(({ idx }: { idx: number }) => idx <= last);
  writeFileSync(journalFile, JSON.stringify(journal));
  const client = new Database(file);
  migrate(drizzle({ client }), { migrationsFolder: folder });
  fill(client);
  client.close();
  return openDatabase(file);
};
