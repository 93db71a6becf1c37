import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { StartProblem } from '../start-problem.ts';
import { emptyPostgres } from '../testing/open-test-database.ts';
import { openPostgres } from './postgres.ts';
import { migratePostgres } from './postgres-migrate.ts';

const query = async (url: string, statement: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
};

test('processes that start on a new database at the same time all succeed', async () => {
  const url = await emptyPostgres();
  await Promise.all(Array.from({ length: 16 }, () => migratePostgres(url)));
  const applied = await query(url, 'select hash from drizzle.__drizzle_migrations');
  expect(applied.length).toBeGreaterThan(0);
  expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
});

const problemOf = async (url: string): Promise<string> => {
  const error = await openPostgres(url).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(StartProblem);
  expect(error.message).not.toContain('se%3Acret');
  expect(error.message).not.toContain('se:cret');
  return error.message;
};

test('a database of a newer version is refused', async () => {
  const url = await emptyPostgres();
  await migratePostgres(url);
  await query(
    url,
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9000000000000000)",
  );
  expect(await problemOf(url)).toContain('newer version of Dealbill');
});

test('a failed connection is explained in one sentence without the password', async () => {
  const { port } = new URL(inject('postgresUrl'));
  const at = `127.0.0.1:${port}`;
  expect(await problemOf(`postgres://postgres:se%3Acret@${at}/migrated`)).toBe(
    `PostgreSQL at ${at} rejects the user postgres or the password in DATABASE_URL. Correct them.`,
  );
  expect(await problemOf(`postgres://nobody:se%3Acret@${at}/migrated`)).toContain('user nobody');
  expect(await problemOf(`${inject('postgresUrl')}/not_there`)).toBe(
    `The database not_there of DATABASE_URL does not exist at ${at}. Create it, or choose another one.`,
  );
  expect(await problemOf('postgres://postgres:se%3Acret@127.0.0.1:1/migrated')).toBe(
    'PostgreSQL cannot be reached at 127.0.0.1:1 (ECONNREFUSED). Start it, or correct DATABASE_URL.',
  );
});

test('a database user without the right to create tables is refused with an explanation', async () => {
  const url = await emptyPostgres();
  await query(url, "create role weak login password 'weak'");
  const weak = new URL(url);
  weak.username = 'weak';
  weak.password = 'weak';
  expect(await problemOf(weak.href)).toContain('weak of DATABASE_URL may not create tables');
});
