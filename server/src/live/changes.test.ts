import { afterEach, describe, expect, it } from 'vitest';
import type { Db } from '../db/database.ts';
import { dialect } from '../db/dialect.ts';
import { transact } from '../db/transact.ts';
import { openTestDatabase, openTestDatabaseAgain } from '../testing/open-test-database.ts';
import { announceChange, type Change, listenForChanges, merged } from './changes.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** What a listener on this database receives, without the notice of its own connecting. */
const hear = (db: Db) => {
  const heard: Change[][] = [];
  const connected = Promise.withResolvers<void>();
  stops.push(
    listenForChanges(db, (changes) => {
      if (changes === null) connected.resolve();
      else heard.push(changes);
    }),
  );
  if (dialect === 'sqlite') connected.resolve();
  return { heard, connected: connected.promise };
};

const change = (companyId: number, ...dealIds: number[]): Change => ({
  companyId,
  realmId: '9',
  dealIds,
  customerIds: [],
});

const announce = (db: Db, ...changes: Change[]) =>
  transact(db, async (tx) => {
    for (const one of changes) announceChange(tx, one);
  });

describe('an announced change', () => {
  it('is delivered once after the commit, joined with the others of its realm', async () => {
    const db = openTestDatabase();
    const { heard, connected } = hear(db);
    await transact(db, async (tx) => {
      announceChange(tx, change(1, 7));
      announceChange(tx, change(2, 7));
      announceChange(tx, change(1, 8, 7));
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual([[change(1, 7, 8), change(2, 7)]]);
    await connected;
    await announce(db, change(3, 1));
    expect(heard.slice(1)).toEqual([[change(3, 1)]]);
  });

  it('is not delivered after a rollback', async () => {
    const db = openTestDatabase();
    const { heard } = hear(db);
    const undone = transact(db, async (tx) => {
      announceChange(tx, change(1, 7));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await announce(db, change(1, 8));
    expect(heard).toEqual([[change(1, 8)]]);
  });

  it('is refused outside its transaction', async () => {
    const db = openTestDatabase();
    const late = await transact(db, async (tx) => () => announceChange(tx, change(1, 7)));
    expect(late).toThrow('running transaction');
  });

  it.runIf(dialect === 'postgres')(
    'reaches another process as one signal per transaction',
    async () => {
      const db = openTestDatabase();
      await transact(db, async () => null);
      const other = openTestDatabaseAgain(db);
      const { heard, connected } = hear(other);
      await connected;
      let signals = 0;
      const counted = Promise.withResolvers<void>();
      stops.push(
        openTestDatabaseAgain(db).listen('live', (payload) => {
          if (payload === '') counted.resolve();
          else signals += 1;
        }),
      );
      await counted.promise;
      await announce(db, change(1, 7), change(1, 8), change(2, 9));
      await announce(db);
      await announce(db, change(1, 10));
      await expect.poll(() => heard).toEqual([[change(1, 7, 8), change(2, 9)], [change(1, 10)]]);
      await expect.poll(() => signals).toBe(2);
    },
  );

  it.runIf(dialect === 'postgres')(
    'that is too long for a signal makes other processes read everything',
    async () => {
      const db = openTestDatabase();
      await transact(db, async () => null);
      const all: unknown[] = [];
      stops.push(listenForChanges(openTestDatabaseAgain(db), (changes) => all.push(changes)));
      await expect.poll(() => all).toEqual([null]);
      await announce(db, ...Array.from({ length: 300 }, (_, n) => change(n + 1, 7)));
      await expect.poll(() => all).toEqual([null, null]);
    },
  );
});

it('names no deals when there are too many, or when one of the changes names none', () => {
  const many = Array.from({ length: 201 }, (_, n) => n);
  const anything = [{ companyId: 1, realmId: '9', dealIds: null }];
  expect(merged([change(1, ...many)])).toEqual(anything);
  expect(merged([{ ...change(1), customerIds: many.map(String) }])).toEqual(anything);
  expect(merged([change(1, 7), { ...change(1), dealIds: null }, change(1, 8)])).toEqual(anything);
});
