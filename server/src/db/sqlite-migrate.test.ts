import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { StartProblem } from '../start-problem.ts';
import { testDatabaseFile } from '../testing/open-test-database.ts';
import { openDatabase } from './sqlite.ts';

const run = promisify(execFile);

test('processes that start on a new file at the same time all succeed', async () => {
  const file = testDatabaseFile();
  const opener = `import Database from 'better-sqlite3';
    import { migrateSqlite } from './sqlite-migrate.ts';
    migrateSqlite(new Database(process.argv[1]));`;
  const starts = Array.from({ length: 16 }, () =>
    run(process.execPath, ['--input-type=module', '--eval', opener, file], {
      cwd: import.meta.dirname,
    }),
  );
  const outcomes = await Promise.allSettled(starts);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
  const client = new Database(file);
  const applied = client.prepare('select hash from __drizzle_migrations').all();
  expect(applied).toHaveLength(new Set(applied.map((row) => JSON.stringify(row))).size);
  expect(applied.length).toBeGreaterThan(19);
  client.close();
}, 120_000);

test('a file of a newer version is refused', () => {
  const file = testDatabaseFile();
  openDatabase(file).close();
  const client = new Database(file);
  client
    .prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
    .run('later', Number.MAX_SAFE_INTEGER);
  client.close();
  expect(() => openDatabase(file)).toThrow(StartProblem);
  expect(() => openDatabase(file)).toThrow('newer version of Dealbill');
});
