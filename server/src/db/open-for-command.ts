import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Settings } from '../config.ts';
import { StartProblem } from '../start-problem.ts';
import type { Db } from './database.ts';
import { pendingMigrations } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { explainConnectionError } from './postgres-start.ts';
import { openDatabase } from './sqlite.ts';

export type Where = Pick<Settings, 'databaseUrl' | 'databaseFile'>;

/**
 * Opens the configured database for a command that may run next to servers. The database must
 * already have the tables of this version: only a server migrates. Throws StartProblem.
 */
export const openForCommand = async (where: Where): Promise<Db> => {
  await refuseOtherTables(where);
  const { databaseUrl, databaseFile } = where;
  return databaseUrl === null ? openDatabase(databaseFile) : openPostgres(databaseUrl);
};

/** Throws StartProblem when the database does not have the tables of this version. */
export const refuseOtherTables = async (where: Where): Promise<void> => {
  const last = await lastMigration(where);
  const dialect = where.databaseUrl === null ? 'sqlite' : 'postgres';
  if (last === null) throw new StartProblem('The database is empty: no server was started on it.');
  if (pendingMigrations(dialect, last).length === 0) return;
  throw new StartProblem(
    'The database has the tables of an older version. Start the server of this version first.',
  );
};

/**
 * Returns the generation time of the last applied migration, epoch milliseconds, or null when there
 * is none. Throws StartProblem.
 */
export const lastMigration = ({ databaseUrl, databaseFile }: Where): Promise<number | null> =>
  databaseUrl === null ? lastOfSqlite(databaseFile) : lastOfPostgres(databaseUrl);

const statement = (table: string) => `select max(created_at) as last from ${table}`;

const lastOfSqlite = async (file: string): Promise<number | null> => {
  if (!existsSync(file)) throw new StartProblem(`DATABASE_FILE ${file} does not exist.`);
  const client = new Database(file, { readonly: true });
  try {
    const exists = client
      .prepare("select 1 from sqlite_master where name = '__drizzle_migrations'")
      .get();
    if (!exists) return null;
    return client.prepare<[], number | null>(statement('__drizzle_migrations')).pluck().get() as
      | number
      | null;
  } finally {
    client.close();
  }
};

const lastOfPostgres = async (url: string): Promise<number | null> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => null);
  await explainConnectionError(url, () => client.connect());
  try {
    const known = await client.query(
      `select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
    );
    if (!known.rows[0].exists) return null;
    const { rows } = await client.query(statement('drizzle.__drizzle_migrations'));
    return rows[0].last === null ? null : Number(rows[0].last);
  } finally {
    await client.end();
  }
};
