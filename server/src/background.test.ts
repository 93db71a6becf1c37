import { expect, test } from 'vitest';
import { type Job, startBackground } from './background.ts';
import { openDatabase } from './db/open-database.ts';
import { openDoors } from './doors.ts';
import { shutDown } from './shut-down.ts';
import { testSettings } from './testing/test-settings.ts';

const openQuietDoors = () => {
  const logged: string[] = [];
  const log = (_: object, message: string) => void logged.push(message);
  const nowhere = { quickbooksUrl: 'http://127.0.0.1:9', pipedriveUrl: 'http://127.0.0.1:9' };
  const settings = testSettings(nowhere, { SETTLE_EVERY_MS: '1' });
  const db = openDatabase(':memory:');
  return { doors: openDoors(settings, { info: log, warn: log, error: log }, { db }), logged };
};

const silence = () => new Promise<never>(() => undefined);

test('one kind of work goes on while another waits for an answer', async () => {
  const { doors } = openQuietDoors();
  let rounds = 0;
  const notes: Job = async () => (rounds += 1);
  const background = startBackground(doors, [silence, notes]);
  await expect.poll(() => rounds).toBeGreaterThan(3);
  background.stop();
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

test('stopping is told to the round that runs, and no other begins', async () => {
  const { doors } = openQuietDoors();
  let rounds = 0;
  const untilStopped: Job = async (_, stopped) => {
    rounds += 1;
    await new Promise((resolve) => stopped.addEventListener('abort', resolve));
  };
  const background = startBackground(doors, [untilStopped]);
  await background.stop();
  expect(rounds).toBe(1);
});

test('nobody waits for ever for what waits for an answer; the database is closed then too', async () => {
  const { doors, logged } = openQuietDoors();
  const background = startBackground(doors, [silence]);
  await shutDown({ app: { close: silence }, background, db: doors.db, log: doors.log }, 10);
  expect(doors.db.$client.open).toBe(false);
  expect(logged).toContain('closed while something was still waiting for an answer');
});

test('what cannot be closed does not keep the rest open', async () => {
  const { doors, logged } = openQuietDoors();
  let stopped = false;
  const background = { stop: async () => (stopped = true) };
  const app = { close: () => Promise.reject(new Error('a plugin')) };
  await shutDown({ app, background, db: doors.db, log: doors.log }, 60_000);
  expect(stopped).toBe(true);
  expect(doors.db.$client.open).toBe(false);
  expect(logged).toContain('not closed');
});
