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

/** Simulates two processes that share a realm; `database.fails` makes it fail for the first. */
const simulate = () => {
  const database = { fails: 'no' as 'no' | 'before' | 'after' };
  const simulation = simulateProcesses(limits, [0, 0], (process) => ({
    delayMs: 1,
    fails: process === 0 ? database.fails : 'no',
  }));
  return {
    simulation,
    database,
    after: (ms: number) => simulation.runUntil(simulation.now() + ms),
  };
};

describe('a database failure', () => {
  it.each(['before', 'after'] as const)(
    'during the release of the last slot allows no early start (failing %s storing)',
    async (fails) => {
      const { simulation, database, after } = simulate();
      void simulation.call(0, {}, 100);
      await after(3_500);
      void simulation.call(0, {}, 1_500);
      // The slot is owed to the other process as soon as the request ends.
      void simulation.call(1, {}, 100);
      await after(1_400);
      database.fails = fails;
      await after(500);
      database.fails = 'no';
      void simulation.call(0, {}, 100);
      await after(60_000);
      expect(simulation.sent).toHaveLength(4);
      expect(mostWithin(simulation.sent, 3_000)).toBe(1);
    },
  );

  it('during the release of everything loses no used batch', async () => {
    const { simulation, database, after } = simulate();
    void simulation.call(0, { batch: true }, 50);
    await after(100);
    database.fails = 'before';
    await after(17_000);
    database.fails = 'no';
    for (let n = 0; n < 3; n += 1) void simulation.call(0, { batch: true }, 50);
    await after(150_000);
    expect(simulation.sent).toHaveLength(4);
    expect(mostWithin(simulation.sent, 60_000)).toBe(2);
  });

  it('at the start of a pause does not hide the pause from other processes', async () => {
    const { simulation, database, after } = simulate();
    database.fails = 'before';
    simulation.pause(0, 20_000);
    await after(3_000);
    database.fails = 'no';
    await after(1_100);
    void simulation.call(1, { background: true }, 50);
    await after(60_000);
    expect(simulation.sent.map(({ at }) => at >= 1_020_000)).toEqual([true]);
  });
});

describe('a request that is sent long after its permit was granted', () => {
  it('has the full gap to the next one', async () => {
    const { simulation, after } = simulate();
    void simulation.call(0, {}, 100, 2_000);
    await after(500);
    void simulation.call(0, {}, 100);
    await after(20_000);
    const [first = 0, second = 0] = simulation.sent.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(3_000);
  });

  it('is not sent when the lease of its slot could not be renewed', async () => {
    const { simulation, database, after } = simulate();
    const late = simulation.call(0, {}, 30_000, 60_000);
    await after(100);
    database.fails = 'before';
    await after(61_000);
    expect(await late).toBe('refused');
    expect(simulation.sent).toEqual([]);
  });
});

it('stores the pause of a process that holds nothing, and then stops synchronizing', async () => {
  const { simulation, after } = simulate();
  simulation.pause(0, 20_000);
  await after(10);
  void simulation.call(1, { background: true }, 50);
  await after(60_000);
  expect(simulation.sent.map(({ at }) => at >= 1_020_000)).toEqual([true]);
  const synchronizations = simulation.synchronizations();
  await after(60_000);
  expect(simulation.synchronizations()).toBe(synchronizations);
});

it('does not drop the replacement of a dropped queue', () => {
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
