import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import pg from 'pg';
import { expect, test } from 'vitest';
import { StartProblem } from '../start-problem.ts';
import { compileCache } from '../testing/compile-cache.ts';
import { filledFile } from '../testing/filled-file.ts';
import { emptyPostgres, testDatabaseFile } from '../testing/open-test-database.ts';
import { type Moved, moveDatabase } from './move-database.ts';
import { openPostgres } from './postgres.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { lockForServer } from './server-lock.ts';

/** Changes the SQLite file directly. */
const change = (file: string, ...statement: [text: string, ...values: unknown[]]): void => {
  const client = new Database(file);
  const [text, ...values] = statement;
  client.prepare(text).run(...values);
  client.close();
};

const query = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

/** All rows of a table of the SQLite file, sorted. */
const rowsBefore = (file: string, table: string) => {
  const client = new Database(file, { readonly: true });
  const rows = client.prepare<[], Record<string, unknown>>(`select * from ${table}`).all();
  client.close();
  return rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
};

/** All rows of a table of the PostgreSQL copy, in SQLite's representation, sorted. */
const rowsAfter = async (url: string, table: string) => {
  const rows = await query(url, `select * from ${table}`);
  const plain = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value);
  const types = await query(
    url,
    `select column_name from information_schema.columns where table_name = '${table}' and data_type = 'bigint'`,
  );
  const whole = new Set(types.map(({ column_name }) => column_name));
  return rows
    .map((row) =>
      Object.entries(row)
        .map(([name, value]) => [
          name,
          whole.has(name) && value !== null ? Number(value) : plain(value),
        ])
        .sort(),
    )
    .map((row) => JSON.stringify(row))
    .sort();
};

const rowsIn = async (url: string): Promise<number> => {
  const [tables] = await query(
    url,
    `select sum((xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I', table_name), false, true, '')))[1]::text::int)::int as rows
     from information_schema.tables where table_schema = 'public'`,
  );
  return Number(tables?.rows);
};

const problemOf = async (databaseFile: string, databaseUrl: string): Promise<string> => {
  const error = await moveDatabase({ databaseFile, databaseUrl }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(StartProblem);
  return error.message;
};

test('copies every row of every table unchanged and continues the sequences', async () => {
  const file = filledFile();
  const url = await emptyPostgres();
  const moved: Moved[] = [];
  await moveDatabase({ databaseFile: file, databaseUrl: url }, (one) => moved.push(one));
  expect(moved.length).toBeGreaterThan(20);
  for (const { table, rows } of moved) {
    const before = rowsBefore(file, table);
    expect(before.length, table).toBeGreaterThan(0);
    expect(rows, table).toBe(before.length);
    expect(await rowsAfter(url, table), table).toEqual(before);
  }
  const invoices = moved.find(({ table }) => table === 'invoices');
  expect(invoices).toMatchObject({ rows: 600, sums: { total: '180360', balance: '180360' } });
  const [added] = await query(
    url,
    "insert into audit_entries (company_id, user_id, at, action) values (1, 2, 3, 'moved') returning id",
  );
  expect(Number(added?.id)).toBe(601);
  // The file is unchanged and no longer locked.
  lockForServer(file).release();
});

test('continues a sequence after the highest key ever used', async () => {
  const file = filledFile(3);
  change(file, 'delete from audit_entries where id > 1');
  const url = await emptyPostgres();
  await moveDatabase({ databaseFile: file, databaseUrl: url });
  const [added] = await query(
    url,
    "insert into audit_entries (company_id, user_id, at, action) values (1, 2, 3, 'moved') returning id",
  );
  expect(Number(added?.id)).toBe(4);
});

test('is refused while a server runs on the file', async () => {
  const file = filledFile(1);
  const url = await emptyPostgres();
  const lock = lockForServer(file);
  expect(await problemOf(file, url)).toContain(`already running on DATABASE_FILE ${file}`);
  lock.release();
  await moveDatabase({ databaseFile: file, databaseUrl: url });
});

test('is refused while a server runs on the PostgreSQL database', async () => {
  const file = filledFile(1);
  const url = await emptyPostgres();
  await migratePostgres(url);
  const server = new pg.Client({ connectionString: url, application_name: 'dealbill' });
  await server.connect();
  expect(await problemOf(file, url)).toContain('A Dealbill server is running on DATABASE_URL');
  await server.end();
  expect(await rowsIn(url)).toBe(0);
});

test('makes a server that starts meanwhile wait, which then has the copied rows', async () => {
  const file = filledFile(5);
  const url = await emptyPostgres();
  let starting: ReturnType<typeof openPostgres> | undefined;
  let rivals: string | undefined;
  await moveDatabase({ databaseFile: file, databaseUrl: url }, () => {
    starting ??= openPostgres(url);
    rivals ??= (() => {
      try {
        lockForServer(file).release();
        return 'free';
      } catch (error) {
        return (error as Error).message;
      }
    })();
  });
  expect(rivals).toContain('already running');
  await (await starting)?.close();
  expect(await rowsIn(url)).toBeGreaterThan(20);
});

test('is refused when the PostgreSQL database has rows', async () => {
  const file = filledFile(1);
  const url = await emptyPostgres();
  await moveDatabase({ databaseFile: file, databaseUrl: url });
  const rows = await rowsIn(url);
  expect(await problemOf(file, url)).toMatch(/is not empty: it has rows in audit_entries, .*turns/);
  expect(await rowsIn(url)).toBe(rows);
});

test('is refused when the file does not exist, and does not create it', async () => {
  const file = testDatabaseFile();
  expect(await problemOf(file, 'postgres://127.0.0.1:1/x')).toContain(`${file} does not exist`);
  expect(() => new Database(file, { fileMustExist: true })).toThrow();
});

test('names values that PostgreSQL cannot store by table and key, and copies nothing', async () => {
  const file = filledFile(3);
  const url = await emptyPostgres();
  change(file, 'update drafts set summary = ? where id = ?', 'secret \0', 'id 2');
  change(file, "update payments set facts = cast(x'22eda08022' as text) where payment_id = ?", [
    'payment_id 3',
  ]);
  change(file, 'update invoices set read_at = 1.5 where invoice_id = ?', 'invoice_id 1');
  const problem = await problemOf(file, url);
  expect(problem.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^ {2}drafts \[.*"id 2"\]: summary contains U\+0000$/),
    expect.stringMatching(/^ {2}invoices .*"invoice_id 1".*: read_at is not a whole number/),
    expect.stringMatching(/^ {2}payments .*"payment_id 3".*: facts is not UTF-8$/),
  ]);
  expect(problem).not.toContain('secret');
});

test('leaves the database empty when PostgreSQL rejects a row', async () => {
  const file = filledFile(3);
  const url = await emptyPostgres();
  await migratePostgres(url);
  await query(url, 'alter table turns add check (id < 3)');
  const copied: string[] = [];
  const moving = moveDatabase({ databaseFile: file, databaseUrl: url }, ({ table }) =>
    copied.push(table),
  );
  await expect(moving).rejects.toThrow(
    'PostgreSQL did not accept turns (23514). Nothing was copied',
  );
  expect(copied).toContain('invoices');
  expect(await rowsIn(url)).toBe(0);
});

test('detects a copy that differs and rolls it back', async () => {
  const file = filledFile(3);
  const url = await emptyPostgres();
  await migratePostgres(url);
  await query(
    url,
    `create function spoil() returns trigger language plpgsql as
     $$ begin new.memo_of_test := null; return new; end $$`.replace('memo_of_test', 'balance'),
  );
  await query(url, 'alter table invoices alter balance drop not null');
  await query(
    url,
    'create trigger spoil before insert on invoices for each row execute function spoil()',
  );
  expect(await problemOf(file, url)).toContain(
    'The copy of invoices differs from the original in the content of rows',
  );
  expect(await rowsIn(url)).toBe(0);
});

test('leaves the database empty when the command is killed', async () => {
  const file = filledFile(3);
  const url = await emptyPostgres();
  await migratePostgres(url);
  await query(
    url,
    `create function wait() returns trigger language plpgsql as
     $$ begin perform pg_sleep(1); return new; end $$`,
  );
  await query(
    url,
    'create trigger wait before insert on turns for each row execute function wait()',
  );
  const command = fileURLToPath(new URL('../commands/move-database.ts', import.meta.url));
  const child = spawn(process.execPath, [command], {
    env: { DATABASE_FILE: file, DATABASE_URL: url, ...compileCache() },
  });
  let output = '';
  const printed = new Promise<void>((resolve) => {
    child.stdout.on('data', (data) => {
      output += data;
      if (output.includes('preferences: 3 rows')) resolve();
    });
  });
  await printed;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  // Waits for the lock of the transaction, which PostgreSQL ends when it detects the lost client.
  expect(await rowsIn(url)).toBe(0);
  await query(url, 'drop trigger wait on turns');
  await moveDatabase({ databaseFile: file, databaseUrl: url });
});
