import { expect, test } from 'vitest';
import type { Db } from './db/database.ts';
import { transact } from './db/transact.ts';
import { shutDown } from './shut-down.ts';
import { openTestDatabase } from './testing/open-test-database.ts';

const makeLog = () => {
  const logged: string[] = [];
  const log = (_: object, message: string) => void logged.push(message);
  return { log: { info: log, warn: log, error: log }, logged };
};

/** Stands for the lock of the server's process. */
const makeLock = () => {
  const lock = {
    held: true,
    release() {
      lock.held = false;
    },
  };
  return lock;
};

/** What the server works with; tells what was given back while the database was open. */
const makeDoors = () => {
  const db = openTestDatabase();
  const givenBack: string[] = [];
  const note = (what: string) => async () => {
    await transact(db, async () => givenBack.push(what));
  };
  const doors = { db, permits: { close: note('permits') }, readMeter: { flush: note('reads') } };
  return { db, doors, givenBack };
};

const isClosed = (db: Db) => expect(transact(db, async () => null)).rejects.toThrow('not open');

const silence = () => new Promise<never>(() => undefined);

test('nobody waits for ever for what waits for an answer; database and lock are free then', async () => {
  const { log, logged } = makeLog();
  const { db, doors, givenBack } = makeDoors();
  const lock = makeLock();
  await shutDown({ app: { close: silence }, background: { stop: silence }, doors, lock, log }, 10);
  await isClosed(db);
  expect(lock.held).toBe(false);
  expect(givenBack.sort()).toEqual(['permits', 'reads']);
  expect(logged).toContain('closed while something was still waiting for an answer');
});

test('what cannot be closed does not keep the rest open', async () => {
  const { log, logged } = makeLog();
  const { db, doors, givenBack } = makeDoors();
  const lock = makeLock();
  let stopped = false;
  const background = { stop: async () => (stopped = true) };
  const app = { close: () => Promise.reject(new Error('a plugin')) };
  await shutDown({ app, background, doors, lock, log }, 60_000);
  expect(stopped).toBe(true);
  await isClosed(db);
  expect(lock.held).toBe(false);
  expect(givenBack.sort()).toEqual(['permits', 'reads']);
  expect(logged).toContain('not closed');
});
