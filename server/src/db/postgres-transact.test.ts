import { setTimeout as pause } from 'node:timers/promises';
import { asc, eq, sql } from 'drizzle-orm';
import { expect, inject, it } from 'vitest';
import { installStates } from '../install/tables.ts';
import { loseAtCommit } from '../testing/break-storage.ts';
import { insertState as insert, storedStates as stored } from '../testing/install-state-rows.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { Db, Tx } from './database.ts';
import { postgresDatabase } from './postgres.ts';
import { skipLocked } from './skip-locked.ts';
import { StorageError } from './storage-error.ts';
import { transact } from './transact.ts';

/** Inserts a row with the next free number; conflicts with transactions that do the same. */
const insertNext = async (tx: Tx): Promise<void> => {
  const rows = await tx.select().from(installStates);
  await tx.insert(installStates).values({ stateHash: `n${rows.length}`, expiresAt: rows.length });
};

/** Terminates the PostgreSQL backend of a transaction's connection. */
const terminate = (tx: Tx) =>
  tx
    .select({ ended: sql<boolean>`pg_terminate_backend(pg_backend_pid())` })
    .from(sql`(select 1) as one`);

it('repeats transactions that read rows another one writes', async () => {
  const db = openTestDatabase();
  await Promise.all(Array.from({ length: 12 }, () => transact(db, insertNext)));
  const rows = await db.select().from(installStates).orderBy(asc(installStates.expiresAt));
  expect(rows.map(({ expiresAt }) => expiresAt)).toEqual(Array.from({ length: 12 }, (_, n) => n));
});

it('completes a long transaction that conflicts with short ones of another process', async () => {
  const db = openTestDatabase();
  await transact(db, (tx) => insert(tx, 'first'));
  const other = postgresDatabase(`${inject('postgresUrl')}${new URL(db.file).pathname}`);
  let [ended, tries] = [false, 0];
  const expire = (tx: Tx) => tx.update(installStates).set({ expiresAt: 1 });
  const short = async () => {
    while (!ended) await transact(other, expire);
  };
  const long = transact(db, async (tx) => {
    tries += 1;
    await tx.select().from(installStates);
    await pause(50);
    await expire(tx);
  }).finally(() => (ended = true));
  await Promise.all([long, short()]);
  expect(tries).toBeLessThanOrEqual(4);
  await other.close();
});

it('gives two transactions different rows of a queue without waiting', async () => {
  const db = openTestDatabase();
  for (const name of ['a', 'b', 'c']) await transact(db, (tx) => insert(tx, name));
  const first = Promise.withResolvers<void>();
  const take = async (tx: Tx) => {
    const [row] = await skipLocked(
      tx.select().from(installStates).orderBy(asc(installStates.expiresAt)).limit(1),
    );
    return row?.stateHash;
  };
  const taken = Promise.withResolvers<string | undefined>();
  const holding = transact(
    db,
    async (tx) => {
      taken.resolve(await take(tx));
      await first.promise;
    },
    { isolation: 'read committed' },
  );
  expect(await taken.promise).toBe('a');
  expect(await transact(db, take, { isolation: 'read committed' })).toBe('b');
  first.resolve();
  await holding;
});

it('throws StorageError when its connection is lost, and the next transaction succeeds', async () => {
  const db = openTestDatabase();
  const error = await transact(db, async (tx) => {
    await insert(tx, 'lost');
    await terminate(tx);
  }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(StorageError);
  expect(error.reason).toBe('lost');
  await transact(db, (tx) => insert(tx, 'next'));
  expect(await stored(db)).toEqual(['next']);
});

it('reports that it may be stored when its connection is lost during the commit', async () => {
  const db = openTestDatabase();
  await transact(db, (tx) => insert(tx, 'first'));
  await loseAtCommit(db);
  const error = await transact(db, (tx) => insert(tx, 'lost')).catch((thrown) => thrown);
  expect(error).toMatchObject({ reason: 'lost', mayBeStored: true });
  expect(await stored(db)).toEqual(['first']);
});

it('is rolled back when its work caught the error of a statement', async () => {
  const db = openTestDatabase();
  await transact(db, (tx) => insert(tx, 'there'));
  const swallowing = transact(db, async (tx) => {
    await insert(tx, 'new');
    await insert(tx, 'there').catch(() => null);
  });
  await expect(swallowing).rejects.toBeInstanceOf(StorageError);
  expect(await stored(db)).toEqual(['there']);
});

it('is rolled back when the database is closed in the middle of it', async () => {
  const db = openTestDatabase();
  const open = transact(db, async (tx) => {
    await insert(tx, 'half');
    await db.close();
    await insert(tx, 'whole');
  });
  await expect(open).rejects.toBeInstanceOf(StorageError);
  await expect(transact(db, async () => null)).rejects.toMatchObject({ code: 'not open' });
});

it('rejects statements that begin after its end', async () => {
  const db = openTestDatabase();
  const late = Promise.withResolvers<Tx>();
  await transact(db, async (tx) => late.resolve(tx));
  await expect(insert(await late.promise, 'late')).rejects.toThrow('has ended');
});

const failing = (db: Db) =>
  db
    .select()
    .from(installStates)
    .where(eq(installStates.expiresAt, sql`cast(${'secret'} as bigint)`));

it('hides the values of a read that fails', async () => {
  const error = await failing(openTestDatabase()).catch((thrown: Error) => thrown);
  expect(error).toBeInstanceOf(StorageError);
  expect(`${error} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain('secret');
  expect((error as Error).cause).toBeUndefined();
});

it('sorts by bytes, and stores U+0000 as the replacement character', async () => {
  const db = openTestDatabase();
  for (const name of ['b', 'B', 'ä', 'a b', 'ab', 'nul\0'])
    await transact(db, (tx) => insert(tx, name));
  const rows = await db.select().from(installStates).orderBy(asc(installStates.stateHash));
  const hashes = rows.map(({ stateHash }) => stateHash);
  expect(hashes).toEqual(['B', 'a b', 'ab', 'b', 'nul\u{FFFD}', 'ä']);
  const found = await db.select().from(installStates).where(eq(installStates.stateHash, 'nul\0'));
  expect(found).toHaveLength(1);
  const typed = sql`${installStates.stateHash} like ${'nul\0%'}`;
  expect(await db.select().from(installStates).where(typed)).toHaveLength(1);
});
