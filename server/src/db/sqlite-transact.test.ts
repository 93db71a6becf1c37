import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { insertState as insert, storedStates as stored } from '../testing/install-state-rows.ts';
import { openTestDatabase, testDatabaseFile } from '../testing/open-test-database.ts';
import { openDatabase } from './sqlite.ts';
import { StorageError } from './storage-error.ts';
import { transact } from './transact.ts';

it('runs one transaction after the other, in the order of their calls', async () => {
  const db = openTestDatabase();
  const events: string[] = [];
  const gate = Promise.withResolvers<void>();
  const slow = transact(db, async (tx) => {
    events.push('slow begins');
    await gate.promise;
    await insert(tx, 'slow');
    events.push('slow ends');
  });
  const quick = [1, 2, 3].map((n) =>
    transact(db, async (tx) => {
      events.push(`quick ${n}`);
      await insert(tx, `quick ${n}`);
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(events).toEqual(['slow begins']);
  gate.resolve();
  await Promise.all([slow, ...quick]);
  expect(events).toEqual(['slow begins', 'slow ends', 'quick 1', 'quick 2', 'quick 3']);
  expect(await stored(db)).toEqual(['slow', 'quick 1', 'quick 2', 'quick 3']);
});

it('throws StorageError while another process locks the file, and succeeds afterwards', async () => {
  const file = testDatabaseFile();
  const db = openDatabase(file, { busyMs: 30 });
  const other = new Database(file);
  other.exec('begin immediate');
  let ran = false;
  const error = await transact(db, async () => (ran = true)).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(StorageError);
  expect(error.reason).toBe('busy');
  expect(ran).toBe(false);
  other.exec('rollback');
  await transact(db, (tx) => insert(tx, 'after'));
  expect(await stored(db)).toEqual(['after']);
  other.close();
});

it('waits for another process without blocking the event loop', async () => {
  const file = testDatabaseFile();
  const db = openDatabase(file);
  const other = new Database(file);
  other.exec('begin immediate');
  const waiting = transact(db, (tx) => insert(tx, 'waited'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await stored(db)).toEqual([]);
  other.exec('commit');
  await waiting;
  expect(await stored(db)).toEqual(['waited']);
  other.close();
});

it('is rolled back when the database is closed in the middle of it', async () => {
  const file = testDatabaseFile();
  const db = openDatabase(file);
  const open = transact(db, async (tx) => {
    await insert(tx, 'half');
    db.close();
    await insert(tx, 'whole');
  });
  await expect(open).rejects.toThrow('not open');
  await expect(transact(db, async () => null)).rejects.toThrow('not open');
  expect(await stored(openDatabase(file))).toEqual([]);
});
