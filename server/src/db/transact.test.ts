import Database from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { installStates } from '../install/tables.ts';
import { openTestDatabase, testDatabaseFile } from '../testing/open-test-database.ts';
import type { Db, Tx } from './database.ts';
import { openDatabase } from './sqlite.ts';
import { StorageError } from './storage-error.ts';
import { transact } from './transact.ts';

const insert = async (tx: Tx, stateHash: string): Promise<void> => {
  await tx.insert(installStates).values({ stateHash, expiresAt: 1 });
};

const stored = async (db: Db): Promise<string[]> => {
  const rows = await db.select().from(installStates).orderBy(sql`rowid`);
  return rows.map((row) => row.stateHash);
};

/** A point that a test reaches by itself, and others wait for. */
const makeGate = () => Promise.withResolvers<void>();

it('throws inside another transaction, also behind other promises, and works after it', async () => {
  const db = openTestDatabase();
  await transact(db, async (tx) => {
    await insert(tx, 'outer');
    const nested = async () => transact(db, (inner) => insert(inner, 'inner'));
    await expect(nested()).rejects.toThrow('inside a transaction');
    await expect(Promise.resolve().then(nested)).rejects.toThrow('inside a transaction');
  });
  await transact(db, (tx) => insert(tx, 'after'));
  expect(await stored(db)).toEqual(['outer', 'after']);
});

it('may be called by work that a transaction started, once that transaction has ended', async () => {
  const db = openTestDatabase();
  const committed = makeGate();
  let later: Promise<void> = Promise.resolve();
  await transact(db, async () => {
    later = committed.promise.then(() => transact(db, (tx) => insert(tx, 'later')));
  });
  committed.resolve();
  await later;
  expect(await stored(db)).toEqual(['later']);
});

it('undoes all writes when the work throws, and passes the error on', async () => {
  const db = openTestDatabase();
  await transact(db, (tx) => insert(tx, 'before'));
  const failing = transact(db, async (tx) => {
    await insert(tx, 'lost');
    await tx.delete(installStates).where(eq(installStates.stateHash, 'before'));
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await stored(db)).toEqual(['before']);
});

it('loses the writes of a failed transaction only, although others wrote meanwhile', async () => {
  const db = openTestDatabase();
  const gate = makeGate();
  const failing = transact(db, async (tx) => {
    await insert(tx, 'failed 1');
    await gate.promise;
    await insert(tx, 'failed 2');
    throw new Error('no');
  });
  const others = [1, 2].map((n) => transact(db, (tx) => insert(tx, `other ${n}`)));
  gate.resolve();
  await expect(failing).rejects.toThrow('no');
  await Promise.all(others);
  expect(await stored(db)).toEqual(['other 1', 'other 2']);
});

it('shows its writes to itself, and to readers once it has ended', async () => {
  const db = openTestDatabase();
  await transact(db, async (tx) => {
    await insert(tx, 'new');
    expect(await tx.select().from(installStates)).toHaveLength(1);
    expect(await stored(db)).toEqual([]);
  });
  expect(await stored(db)).toEqual(['new']);
});

it('runs one transaction after the other, in the order of their calls', async () => {
  const db = openTestDatabase();
  const events: string[] = [];
  const gate = makeGate();
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

it('tells a broken constraint without the values, and keeps the transactions after it', async () => {
  const db = openTestDatabase();
  await transact(db, (tx) => insert(tx, 'secret'));
  const error = await transact(db, (tx) => insert(tx, 'secret')).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(StorageError);
  expect(error.reason).toBe('other');
  expect(`${error.message} ${error.stack}`).not.toContain('secret');
  await transact(db, (tx) => insert(tx, 'next'));
  expect(await stored(db)).toEqual(['secret', 'next']);
});

it('cannot be written through the reader, whatever its types say', async () => {
  const db = openTestDatabase();
  await expect(insert(db as unknown as Tx, 'past the queue')).rejects.toMatchObject({
    code: 'SQLITE_READONLY',
  });
  expect(await stored(db)).toEqual([]);
});

it('throws StorageError while another process keeps the file locked, and works afterwards', async () => {
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

it('waits for another process without stopping this one', async () => {
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
