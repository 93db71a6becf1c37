import { type SQL, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openTestDatabase, testPostgresUrl } from '../testing/open-test-database.ts';
import type { Db } from './database.ts';
import { postgresDatabase } from './postgres.ts';
import { preparedRows } from './prepared.ts';
import { StorageError } from './storage-error.ts';

/** Reads one value, with or without a prepared statement. */
const prepared = <T>(value: SQL<T>) => {
  const read = preparedRows({ value }, (db) => db.select({ value }).from(sql`(select 1) as one`));
  return async (db: Db, values = {}): Promise<T | undefined> =>
    (await read(db, values))[0]?.value as T;
};
const unprepared = async <T>(db: Db, value: SQL<T>): Promise<T | undefined> =>
  (await db.select({ value }).from(sql`(select 1) as one`))[0]?.value as T;

const processId = sql<number>`pg_backend_pid()`;
const readProcessId = prepared(processId);
const terminate = prepared(sql<boolean>`pg_terminate_backend(pg_backend_pid())`);
const divide = prepared(sql<number>`6 / ${sql.placeholder('by')}::int`);
const sleep = prepared(sql<string>`pg_sleep(30)::text`);

/** Resolves to the error's name when the read fails with a StorageError of reason `lost`. */
const failure = (read: Promise<unknown>): Promise<unknown> =>
  read.then(
    () => 'nothing',
    (error) => (error instanceof StorageError ? error.reason : error),
  );

it('shares one connection among prepared reads only', async () => {
  const db = openTestDatabase();
  const ids = await Promise.all(Array.from({ length: 6 }, () => readProcessId(db)));
  expect(new Set(ids).size).toBe(1);
  const long = unprepared(db, sql<number>`pg_backend_pid() + 0 * length(pg_sleep(0.2)::text)`);
  expect(await readProcessId(db)).toBe(ids[0]);
  expect(await long).not.toBe(ids[0]);
});

it('cannot write over the shared connection', async () => {
  const db = openTestDatabase();
  const isReadOnly = prepared(sql<string>`current_setting('transaction_read_only')`);
  expect(await isReadOnly(db)).toBe('on');
});

it('fails only the statement that has an error', async () => {
  const db = openTestDatabase();
  const reads = [1, 0, 3].map((by) => divide(db, { by }));
  const outcomes = await Promise.allSettled([...reads, divide(db, { by: 2 })]);
  expect(outcomes).toMatchObject([
    { value: 6 },
    { reason: { name: 'StorageError', code: '22012' } },
    { value: 2 },
    { value: 3 },
  ]);
});

it('fails the statements of a lost connection and opens another for the next one', async () => {
  const db = openTestDatabase();
  const before = await readProcessId(db);
  const lost = [terminate(db), readProcessId(db), divide(db, { by: 1 })];
  expect(await Promise.all(lost.map(failure))).toEqual(['lost', 'lost', 'lost']);
  const after = await readProcessId(db);
  expect(after).toEqual(expect.any(Number));
  expect(after).not.toBe(before);
});

it('drops a connection after a statement timed out and opens another for the next one', async () => {
  const url = await testPostgresUrl(openTestDatabase());
  const db = postgresDatabase(url, { statementMs: 1_000 });
  const slow = failure(sleep(db));
  expect(await Promise.all([slow, failure(readProcessId(db))])).toEqual(['lost', 'lost']);
  expect(await divide(db, { by: 2 })).toBe(3);
  await db.close();
});

it('closes without waiting for a read', async () => {
  const db = openTestDatabase();
  await readProcessId(db);
  const slow = failure(sleep(db));
  await divide(openTestDatabase(), { by: 1 });
  await db.close();
  expect(await slow).toBe('lost');
  expect(await failure(readProcessId(db))).toBe('lost');
});
