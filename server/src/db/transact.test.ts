import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { installStates } from '../install/tables.ts';
import { insertState as insert, storedStates as stored } from '../testing/install-state-rows.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { Tx } from './database.ts';
import { StorageError } from './storage-error.ts';
import { transact } from './transact.ts';

/** A point of execution that a test reaches and other code waits for. */
const makeGate = () => Promise.withResolvers<void>();

it('throws inside another transaction, also in nested promises, and succeeds after it', async () => {
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

it('rolls back all writes and rethrows when the work throws', async () => {
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

it('rolls back only the failed transaction when others wrote meanwhile', async () => {
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
  expect((await stored(db)).toSorted()).toEqual(['other 1', 'other 2']);
});

it('shows its writes to itself at once, and to readers after the commit', async () => {
  const db = openTestDatabase();
  await transact(db, async (tx) => {
    await insert(tx, 'new');
    expect(await tx.select().from(installStates)).toHaveLength(1);
    expect(await stored(db)).toEqual([]);
  });
  expect(await stored(db)).toEqual(['new']);
});

it('reports a violated constraint without its values, and runs later transactions', async () => {
  const db = openTestDatabase();
  await transact(db, (tx) => insert(tx, 'secret'));
  const error = await transact(db, (tx) => insert(tx, 'secret')).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(StorageError);
  expect(error.reason).toBe('other');
  expect(`${error.message} ${error.stack}`).not.toContain('secret');
  await transact(db, (tx) => insert(tx, 'next'));
  expect(await stored(db)).toEqual(['secret', 'next']);
});

it('rejects writes through the reader, even with a type cast', async () => {
  const db = openTestDatabase();
  await expect(insert(db as unknown as Tx, 'past the queue')).rejects.toMatchObject({
    code: expect.stringMatching(/^(SQLITE_READONLY|25006)$/),
  });
  expect(await stored(db)).toEqual([]);
});
