import { expect, test } from 'vitest';
import { type Job, startBackground } from './background.ts';
import type { Db } from './db/database.ts';
import { transact } from './db/transact.ts';
import { openDoors } from './doors.ts';
import { shutDown } from './shut-down.ts';
import { openTestDatabase } from './testing/open-test-database.ts';
import { testSettings } from './testing/test-settings.ts';

const openQuietDoors = () => {
  const logged: string[] = [];
  const log = (_: object, message: string) => void logged.push(message);
  const nowhere = { quickbooksUrl: 'http://127.0.0.1:9', pipedriveUrl: 'http://127.0.0.1:9' };
  const settings = testSettings(nowhere, { SETTLE_EVERY_MS: '1' });
  const db = openTestDatabase();
  return { doors: openDoors(settings, { info: log, warn: log, error: log }, { db }), logged };
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

const isClosed = (db: Db) =>
  expect(transact(db, async () => null)).rejects.toThrow('connection is not open');

const silence = () => new Promise<never>(() => undefined);

test('one kind of work goes on while another waits for an answer', async () => {
  const { doors } = openQuietDoors();
  let rounds = 0;
  const notes: Job = async () => (rounds += 1);
  const background = startBackground(doors, [silence, notes]);
  await expect.poll(() => rounds).toBeGreaterThan(3);
  void background.stop();
});

test('a round that fails is told, and followed by the next', async () => {
  const { doors, logged } = openQuietDoors();
  let rounds = 0;
  const background = startBackground(doors, [
    async () => {
      rounds += 1;
      throw new Error('no');
    },
  ]);
  await expect.poll(() => rounds).toBeGreaterThan(1);
  await background.stop();
  expect(logged).toContain('background work failed');
});

test('stopping waits for the workers that run, and begins no other round', async () => {
  const { doors } = openQuietDoors();
  const answer = Promise.withResolvers<void>();
  let rounds = 0;
  let worked = false;
  const slow: Job = async (_, workers) => {
    rounds += 1;
    workers.start('slow', async () => {
      await answer.promise;
      worked = true;
      return 1;
    });
  };
  const background = startBackground(doors, [slow]);
  await expect.poll(() => rounds).toBe(1);
  const stopped = background.stop();
  answer.resolve();
  await stopped;
  expect({ rounds, worked }).toEqual({ rounds: 1, worked: true });
});

test('nobody waits for ever for what waits for an answer; database and lock are free then', async () => {
  const { doors, logged } = openQuietDoors();
  const lock = makeLock();
  const background = startBackground(doors, [silence]);
  await shutDown({ app: { close: silence }, background, db: doors.db, lock, log: doors.log }, 10);
  await isClosed(doors.db);
  expect(lock.held).toBe(false);
  expect(logged).toContain('closed while something was still waiting for an answer');
});

test('what cannot be closed does not keep the rest open', async () => {
  const { doors, logged } = openQuietDoors();
  const lock = makeLock();
  let stopped = false;
  const background = { stop: async () => (stopped = true) };
  const app = { close: () => Promise.reject(new Error('a plugin')) };
  await shutDown({ app, background, db: doors.db, lock, log: doors.log }, 60_000);
  expect(stopped).toBe(true);
  await isClosed(doors.db);
  expect(lock.held).toBe(false);
  expect(logged).toContain('not closed');
});
