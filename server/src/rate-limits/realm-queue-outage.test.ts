import { describe, expect, it } from 'vitest';
import { mostWithin, simulateProcesses } from '../testing/simulated-processes.ts';
import { makeRealmQueue, type RealmQueue } from './realm-queue.ts';
import { makeRealmQueues } from './realm-queues.ts';

/** One request every three seconds, two batches a minute. */
const limits = {
  concurrent: 1,
  perMinute: 20,
  batchesPerMinute: 2,
  requestMs: 31_000,
  skewMs: 1_000,
};

/** Two processes that share a realm; the database fails for the first as long as `fails` says so. */
const simulate = () => {
  const database = { fails: 'no' as 'no' | 'before' | 'after' };
  const world = simulateProcesses(limits, [0, 0], (process) => ({
    delayMs: 1,
    fails: process === 0 ? database.fails : 'no',
  }));
  return { world, database, after: (ms: number) => world.runUntil(world.now() + ms) };
};

describe('a database that fails', () => {
  it.each(['before', 'after'] as const)(
    'while the last slot is given back allows no early start (%s it stored)',
    async (fails) => {
      const { world, database, after } = simulate();
      void world.call(0, {}, 100);
      await after(3_500);
      void world.call(0, {}, 1_500);
      // The slot is owed to the other process as soon as the request ends.
      void world.call(1, {}, 100);
      await after(1_400);
      database.fails = fails;
      await after(500);
      database.fails = 'no';
      void world.call(0, {}, 100);
      await after(60_000);
      expect(world.sent).toHaveLength(4);
      expect(mostWithin(world.sent, 3_000)).toBe(1);
    },
  );

  it('while everything is given back forgets no batch that was used', async () => {
    const { world, database, after } = simulate();
    void world.call(0, { batch: true }, 50);
    await after(100);
    database.fails = 'before';
    await after(17_000);
    database.fails = 'no';
    for (let n = 0; n < 3; n += 1) void world.call(0, { batch: true }, 50);
    await after(150_000);
    expect(world.sent).toHaveLength(4);
    expect(mostWithin(world.sent, 60_000)).toBe(2);
  });

  it('while a pause begins does not keep it from other processes', async () => {
    const { world, database, after } = simulate();
    database.fails = 'before';
    world.pause(0, 20_000);
    await after(3_000);
    database.fails = 'no';
    await after(1_100);
    void world.call(1, { background: true }, 50);
    await after(60_000);
    expect(world.sent.map(({ at }) => at >= 1_020_000)).toEqual([true]);
  });
});

describe('a request that is sent long after its permit was given', () => {
  it('keeps its distance from the next one', async () => {
    const { world, after } = simulate();
    void world.call(0, {}, 100, 2_000);
    await after(500);
    void world.call(0, {}, 100);
    await after(20_000);
    const [first = 0, second = 0] = world.sent.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(3_000);
  });

  it('is not sent when its slot could not be renewed for as long as it may take', async () => {
    const { world, database, after } = simulate();
    const late = world.call(0, {}, 30_000, 60_000);
    await after(100);
    database.fails = 'before';
    await after(61_000);
    expect(await late).toBe('refused');
    expect(world.sent).toEqual([]);
  });
});

it('a process that holds nothing tells the others about a pause, and then keeps quiet', async () => {
  const { world, after } = simulate();
  world.pause(0, 20_000);
  await after(10);
  void world.call(1, { background: true }, 50);
  await after(60_000);
  expect(world.sent.map(({ at }) => at >= 1_020_000)).toEqual([true]);
  const synchronizations = world.synchronizations();
  await after(60_000);
  expect(world.synchronizations()).toBe(synchronizations);
});

it('a queue that was dropped does not drop the one that replaced it', () => {
  const empty: (() => void)[] = [];
  const queues = makeRealmQueues((_realm, onEmpty): RealmQueue => {
    empty.push(onEmpty);
    return makeRealmQueue(limits, {
      process: 'one',
      now: () => 0,
      timers: { after: () => () => {} },
      synchronize: () => new Promise(() => {}),
      onEmpty,
    });
  });
  const first = queues.of('9');
  empty[0]?.();
  const second = queues.of('9');
  expect(second).not.toBe(first);
  empty[0]?.();
  expect(queues.of('9')).toBe(second);
});
