import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { Db } from '../db/database.ts';
import { byDialect, type Dialect } from '../db/dialect.ts';
import { migrationsFolder } from '../db/migrations.ts';
import { openPostgres } from '../db/postgres.ts';
import { openDatabase, type SqliteDb } from '../db/sqlite.ts';
import { emptyPostgres, testDatabaseFile } from './open-test-database.ts';

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
  const file = formerFile(last);
  const client = new Database(file);
  fill(client);
  client.close();
  return openDatabase(file);
};

/** A database of either dialect before its upgrade. */
export type FormerDatabase = {
  /** Runs a statement on a connection of its own, before or after the upgrade. */
  query(statement: string): Promise<Record<string, unknown>[]>;
  insert(table: string, row: Row): Promise<void>;
  /** Opens the database as a server does, which applies the later migrations. */
  upgrade(): Promise<Db>;
};

/** Returns a database that was migrated up to `last`, the number of a migration by dialect. */
export const makeFormerDatabase = async (
  last: Record<Dialect, number>,
): Promise<FormerDatabase> => {
  const { query, upgrade } = await byDialect({
    sqlite: async () => onSqlite(formerFile(last.sqlite)),
    postgres: async () => onPostgres(await formerPostgres(last.postgres)),
  })();
  return {
    query,
    upgrade,
    insert: async (table, row) => {
      const values = Object.values(row).map((value) =>
        typeof value === 'string' ? `'${value}'` : String(value),
      );
      await query(`insert into ${table} (${Object.keys(row)}) values (${values})`);
    },
  };
};

const onSqlite = (file: string) => ({
  query: async (statement: string) => {
    const client = new Database(file);
    try {
      const prepared = client.prepare<[], Record<string, unknown>>(statement);
      if (prepared.reader) return prepared.all();
      prepared.run();
      return [];
    } finally {
      client.close();
    }
  },
  upgrade: async (): Promise<Db> => openDatabase(file),
});

const onPostgres = (url: string) => ({
  query: (statement: string) =>
    withClient(url, async (client) => (await client.query(statement)).rows),
  upgrade: () => openPostgres(url, { connections: 2 }),
});

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const formerFile = (last: number): string => {
  const file = testDatabaseFile();
  const client = new Database(file);
  migrate(drizzle({ client }), { migrationsFolder: folderUntil('sqlite', last) });
  client.close();
  return file;
};

const formerPostgres = async (last: number): Promise<string> => {
  const url = await emptyPostgres();
  await withClient(url, (client) =>
    migratePostgres(drizzlePostgres({ client }), {
      migrationsFolder: folderUntil('postgres', last),
    }),
  );
  return url;
};

/** Returns a copy of the migrations without those after `last`. */
const folderUntil = (dialect: Dialect, last: number): string => {
  const folder = `${testDatabaseFile()}-migrations`;
  mkdirSync(join(folder, 'meta'), { recursive: true });
  cpSync(migrationsFolder(dialect), folder, { recursive: true });
  const journalFile = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
  journal.entries = journal.entries.filter(({ idx }: { idx: number }) => idx <= last);
  writeFileSync(journalFile, JSON.stringify(journal));
  return folder;
};
