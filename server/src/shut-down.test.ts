import { expect, test } from 'vitest';
import type { Db } from './db/database.ts';
import { transact } from './db/transact.ts';
import { shutDown } from './shut-down.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { makeAbandonedCalls } from './vendor-calls/abandoned-calls.ts';

const makeLog = () => {
  const logged: string[] = [];
  const log = (_: object, message: string) => void logged.push(message);
  return { log: { info: log, warn: log, error: log }, logged };
};

/** Imitates the lock of the server process. */
const makeLock = () => {
  const lock = {
    held: true,
    release() {
      lock.held = false;
    },
  };
  return lock;
};

/** Dependencies of a server; records what was released while the database was open. */
const makeDependencies = async () => {
  const db = openTestDatabase();
  // Create the PostgreSQL database now: that takes longer than this shutdown waits.
  await transact(db, async () => null);
  const givenBack: string[] = [];
  const note = (what: string) => async () => {
    await transact(db, async () => givenBack.push(what));
  };
  const abandonedCalls = makeAbandonedCalls();
  const dependencies = {
    db,
    permits: { close: note('permits') },
    readMeter: { flush: note('reads') },
    eventDelays: { flush: note('delays') },
    callRecords: { flush: note('calls') },
    abandonedCalls,
  };
  return { db, dependencies, givenBack };
};

const isClosed = (db: Db) => expect(transact(db, async () => null)).rejects.toThrow('not open');

const silence = () => new Promise<never>(() => undefined);

test('gives up after the grace period, closes the database and releases the lock', async () => {
  const { log, logged } = makeLog();
  const { db, dependencies, givenBack } = await makeDependencies();
  const lock = makeLock();
  await shutDown(
    { app: { close: silence }, background: { stop: silence }, dependencies, lock, log },
    1_000,
  );
  await isClosed(db);
  expect(lock.held).toBe(false);
  expect(givenBack.sort()).toEqual(['calls', 'delays', 'permits', 'reads']);
  expect(logged).toContain(
    'vendors did not respond within the grace period; their operations stay unconfirmed',
  );
});

test('abandons vendor calls after the grace period and stores their operations as unconfirmed', async () => {
  const { log, logged } = makeLog();
  const { db, dependencies, givenBack } = await makeDependencies();
  const app = {
    async close() {
      const answer = await dependencies.abandonedCalls.race(silence(), 'abandoned');
      await transact(db, async () => givenBack.push(answer));
    },
  };
  const background = { stop: async () => undefined };
  await shutDown({ app, background, dependencies, lock: makeLock(), log }, 10);
  expect(givenBack[0]).toBe('abandoned');
  expect(logged).not.toContain('a part of the server failed to close');
});

test('closes the other parts when one part fails to close', async () => {
  const { log, logged } = makeLog();
  const { db, dependencies, givenBack } = await makeDependencies();
  const lock = makeLock();
  let stopped = false;
  const background = { stop: async () => (stopped = true) };
  const app = { close: () => Promise.reject(new Error('a plugin')) };
  await shutDown({ app, background, dependencies, lock, log }, 60_000);
  expect(stopped).toBe(true);
  await isClosed(db);
  expect(lock.held).toBe(false);
  expect(givenBack.sort()).toEqual(['calls', 'delays', 'permits', 'reads']);
  expect(logged).toContain('a part of the server failed to close');
});
