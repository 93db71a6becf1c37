import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './sqlite.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-'));
  file = join(folder, 'dealbill.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const modes = () =>
  [file, `${file}-wal`, `${file}-shm`].map((one) => (statSync(one).mode & 0o777).toString(8));

test('a new database and the files beside it are readable by their owner only', () => {
  const before = process.umask(0);
  const db = openDatabase(file);
  process.umask(before);
  expect(modes()).toEqual(['600', '600', '600']);
  db.close();
});

test('opening a database that others can read restricts it to its owner', () => {
  const first = openDatabase(file);
  for (const one of [file, `${file}-wal`, `${file}-shm`]) chmodSync(one, 0o666);
  const second = openDatabase(file);
  expect(modes()).toEqual(['600', '600', '600']);
  first.close();
  second.close();
});
