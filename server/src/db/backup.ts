import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import pg from 'pg';
import { StartProblem } from '../start-problem.ts';
import { tablesOf } from './move-source.ts';
import { storedRows, typesOf } from './move-target.ts';
import { lastMigration, refuseOtherTables, type Where } from './open-for-command.ts';
import { explainConnectionError } from './postgres-start.ts';
import { openDatabase } from './sqlite.ts';

/**
 * Writes one consistent snapshot of the SQLite or PostgreSQL database to a new SQLite file; servers
 * may keep running. Throws StartProblem.
 */
export const backUp = async (where: Where, file: string): Promise<void> => {
  if (existsSync(file)) throw new StartProblem(`${file} exists already. Choose another file.`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  try {
    if (where.databaseUrl === null) await copySqlite(where, part);
    else await copyPostgres(where.databaseUrl, part);
    renameSync(part, file);
  } finally {
    for (const leftover of [part, `${part}-wal`, `${part}-shm`]) rmSync(leftover, { force: true });
  }
};

const copySqlite = async (where: Where, to: string): Promise<void> => {
  if ((await lastMigration(where)) === null) {
    throw new StartProblem('The database is empty: no server was started on it.');
  }
  closeSync(openSync(to, 'wx', 0o600));
  const client = new Database(where.databaseFile, { readonly: true, timeout: 5_000 });
  try {
    // Reads one snapshot without blocking writers (https://sqlite.org/lang_vacuum.html).
    client.prepare('vacuum into ?').run(to);
  } finally {
    client.close();
  }
};

const copyPostgres = async (url: string, to: string): Promise<void> => {
  await refuseOtherTables({ databaseUrl: url, databaseFile: '' });
  openDatabase(to).close();
  const file = new Database(to);
  const client = new pg.Client({ connectionString: url, application_name: 'dealbill-backup' });
  client.on('error', () => null);
  try {
    await explainConnectionError(url, () => client.connect());
    await client.query('begin isolation level repeatable read read only');
    const tables = tablesOf(file);
    const types = await typesOf(client, tables);
    file.exec('begin');
    for (const table of tables) {
      const marks = table.columns.map(() => '?').join(', ');
      const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
      const insert = file.prepare(`insert into "${table.name}" (${names}) values (${marks})`);
      for await (const row of storedRows(client, table, types)) insert.run(row);
      const key = table.columns.find(({ isKey }) => isKey)?.name;
      const used = key === undefined ? null : await counterOf(client, table.name, key);
      if (used !== null) setCounter(file, table.name, used);
    }
    file.exec('commit');
    file.pragma('journal_mode = DELETE');
  } finally {
    await client.end().catch(() => null);
    file.close();
  }
  chmodSync(to, 0o600);
};

/** Last value of the key's sequence; 0 when it was never used, null for a key without sequence. */
const counterOf = async (client: pg.Client, table: string, key: string): Promise<number | null> => {
  const found = await client.query('select pg_get_serial_sequence($1, $2) as name', [table, key]);
  const { name } = found.rows[0];
  if (name === null) return null;
  const { rows } = await client.query(`select last_value, is_called from ${name}`);
  return rows[0].is_called ? Number(rows[0].last_value) : 0;
};

const setCounter = (file: Database.Database, table: string, used: number): void => {
  const to = file.prepare('update sqlite_sequence set seq = ? where name = ?').run(used, table);
  if (to.changes > 0) return;
  file.prepare('insert into sqlite_sequence (name, seq) values (?, ?)').run(table, used);
};
