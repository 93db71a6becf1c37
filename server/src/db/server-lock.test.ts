import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { StartProblem } from '../start-problem.ts';
import { testDatabaseFile } from '../testing/open-test-database.ts';
import { lockForServer } from './server-lock.ts';
import { openDatabase } from './sqlite.ts';

it('is held once per database file, until it is released', () => {
  const file = testDatabaseFile();
  const lock = lockForServer(file);
  expect(() => lockForServer(file)).toThrow(StartProblem);
  expect(() => lockForServer(file)).toThrow(`already running on DATABASE_FILE ${file}`);
  lockForServer(testDatabaseFile()).release();
  lock.release();
  lockForServer(file).release();
});

it('does not lock the database itself against commands next to a server', () => {
  const file = testDatabaseFile();
  const lock = lockForServer(file);
  openDatabase(file).close();
  lock.release();
});

it('is a file that only its owner can read, so no other user can lock it', () => {
  const file = testDatabaseFile();
  lockForServer(file).release();
  expect((statSync(`${file}-server`).mode & 0o777).toString(8)).toBe('600');
});
