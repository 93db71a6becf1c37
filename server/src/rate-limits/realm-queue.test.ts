import { describe, expect, it } from 'vitest';
import { mostInFlight, mostWithin, simulateProcesses } from '../testing/simulated-processes.ts';
import type { RealmLimits } from './realm-limits.ts';

const limits: RealmLimits = {
  concurrent: 8,
  perMinute: 450,
  batchesPerMinute: 35,
  requestMs: 31_000,
  skewMs: 1_000,
};

const simulate = (processes = 1) =>
  simulateProcesses(
    limits,
    Array.from({ length: processes }, () => 0),
  );

type World = ReturnType<typeof simulate>;

const many = (
  world: World,
  count: number,
  {
    process = 0,
    takesMs = 200,
    ...wanted
  }: Parameters<World['call']>[1] & {
    process?: number;
    takesMs?: number;
  },
) => Promise.all(Array.from({ length: count }, () => world.call(process, wanted, takesMs)));

const after = (world: World, ms: number) => world.runUntil(world.now() + ms);

describe('the calls to a realm', () => {
  it('start at once while few are made, and without the database for each of them', async () => {
    const world = simulate();
    for (let call = 0; call < 6; call += 1) {
      void world.call(0, {}, 100);
      await after(world, 1_200);
    }
    expect(world.sent).toHaveLength(6);
    const waits = world.sent.map(({ at }, index) => at - (1_000_000 + index * 1_200));
    expect(Math.max(...waits)).toBeLessThan(10);
    // One to begin with, and one a second that finds out what others need.
    expect(world.synchronizations()).toBeLessThanOrEqual(1 + 8);
  });

  it('number 8 at a time and 450 a minute at most, and not much fewer', async () => {
    const world = simulate();
    void many(world, 1_000, { takesMs: 900 });
    await after(world, 120_000);
    expect(mostInFlight(world.sent)).toBe(8);
    expect(mostWithin(world.sent, 60_000)).toBeLessThanOrEqual(450);
    expect(mostWithin(world.sent, 60_000)).toBeGreaterThan(420);
  });

  it('start together at first, and then one by one', async () => {
    const world = simulate();
    void many(world, 40, { takesMs: 50 });
    await after(world, 6_000);
    const starts = world.sent.map(({ at }) => at);
    expect(mostWithin(world.sent.slice(0, 8), 10)).toBe(8);
    const gaps = starts.slice(9).map((at, index) => at - (starts[index + 8] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(130);
  });

  it('number 35 batches a minute at most, half of them in the background', async () => {
    const world = simulate();
    void many(world, 60, { batch: true });
    void many(world, 60, { batch: true, background: true });
    await after(world, 59_000);
    const background = world.sent.filter((one) => one.background);
    expect(background.length).toBeLessThanOrEqual(17);
    expect(world.sent.length).toBeLessThanOrEqual(35);
    expect(world.sent.length).toBeGreaterThan(30);
  });

  it('of users start before those of background work, which waited longer', async () => {
    const world = simulate();
    void many(world, 300, { background: true });
    await after(world, 5_000);
    expect(mostInFlight(world.sent)).toBeLessThanOrEqual(4);
    const asked = world.now();
    const user = many(world, 4, {});
    await after(world, 1_000);
    expect(await user).toEqual(['sent', 'sent', 'sent', 'sent']);
    const users = world.sent.filter(({ background }) => !background);
    expect(users.every(({ at }) => at - asked < 500)).toBe(true);
  });

  it('of background work get their turn while users call without end', async () => {
    const world = simulate();
    for (let second = 0; second < 90; second += 1) {
      world.later(second * 1_000, () => void many(world, 8, {}));
    }
    await after(world, 20_000);
    const background = many(world, 3, { background: true });
    await after(world, 60_000);
    expect(await background).toEqual(['sent', 'sent', 'sent']);
  });

  it('keep their distance from one that took long, because it may have left late', async () => {
    const world = simulateProcesses({ ...limits, concurrent: 1, perMinute: 60 }, [0]);
    void world.call(0, {}, 1_900);
    void world.call(0, {}, 100);
    await after(world, 5_000);
    const [first, second] = world.sent.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_900 - 500 + 1_000);
  });

  it('end without a permit when it takes longer than their patience', async () => {
    const world = simulate();
    void many(world, 200, { takesMs: 1_000 });
    await after(world, 100);
    const impatient = world.call(0, { patienceMs: 2_000 }, 100);
    await after(world, 2_100);
    expect(await impatient).toBe('refused');
    expect(world.sent.some(({ endsAt, at }) => endsAt - at === 100)).toBe(false);
  });
});

describe('several processes', () => {
  it('share a realm: one that comes later gets its part within seconds', async () => {
    const world = simulate(2);
    void many(world, 500, {});
    await after(world, 20_000);
    const asked = world.now();
    void many(world, 500, { process: 1 });
    await after(world, 40_000);
    const second = world.sent.filter(({ process }) => process === 1);
    expect((second[0]?.at ?? 0) - asked).toBeLessThan(4_000);
    const since = world.sent.filter(({ at }) => at >= asked + 5_000);
    const share = since.filter(({ process }) => process === 1).length / since.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    expect(mostWithin(world.sent, 60_000)).toBeLessThanOrEqual(450);
  });

  it('leave what an idle one does not need', async () => {
    const world = simulate(2);
    await Promise.all([many(world, 30, { takesMs: 50 }), after(world, 6_000)]);
    const idleFrom = world.now() + 4_000;
    await world.runUntil(idleFrom);
    void many(world, 500, { process: 1, takesMs: 900 });
    await after(world, 20_000);
    const later = world.sent.filter(({ at }) => at > idleFrom + 5_000);
    expect(mostInFlight(later)).toBeGreaterThanOrEqual(6);
    await after(world, 60_000);
    expect(world.timesEmpty(0)).toBeGreaterThan(0);
  });

  it('get back what a killed one had, once its lease is over, and not before', async () => {
    const world = simulate(2);
    void many(world, 8, { takesMs: 30_000 });
    await after(world, 1_000);
    expect(mostInFlight(world.sent)).toBe(8);
    world.kill(0);
    void many(world, 20, { process: 1 });
    await after(world, 29_000);
    expect(world.sent).toHaveLength(8);
    await after(world, 60_000);
    expect(world.sent).toHaveLength(28);
    expect(mostInFlight(world.sent)).toBe(8);
  });

  it('all keep silent when QuickBooks asked one of them to', async () => {
    const world = simulate(2);
    void many(world, 100, {});
    void many(world, 100, { process: 1, background: true });
    await after(world, 3_000);
    world.pause(0, 4_000);
    const paused = world.now();
    await after(world, 60_000);
    const during = world.sent.filter(({ at }) => at > paused + 1_500 && at < paused + 4_000);
    expect(during).toEqual([]);
    const own = world.sent.filter(({ at, process }) => process === 0 && at > paused);
    expect(own.every(({ at }) => at >= paused + 4_000)).toBe(true);
    expect(world.sent).toHaveLength(200);
  });

  it('tell users at once about a silence that is longer than they would wait', async () => {
    const world = simulate(2);
    await Promise.all([world.call(0, {}, 50), after(world, 100)]);
    world.pause(0, 30_000);
    await after(world, 100);
    const user = world.call(1, { patienceMs: 35_000 }, 50);
    const background = world.call(1, { background: true, patienceMs: 60_000 }, 50);
    const asked = world.now();
    await after(world, 1_000);
    expect(await user).toBe('refused');
    await after(world, 35_000);
    expect(await background).toBe('sent');
    expect(world.sent.at(-1)?.at).toBeGreaterThanOrEqual(asked + 29_000);
  });
});
