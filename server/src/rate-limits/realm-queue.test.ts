import { describe, expect, it } from 'vitest';
import { mostInFlight, mostWithin, simulateProcesses } from '../testing/simulated-processes.ts';
import type { RealmLimits } from './realm-limits.ts';
import { blankFrom } from './realm-state.ts';

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

type Simulation = ReturnType<typeof simulate>;

const many = (
  simulation: Simulation,
  count: number,
  {
    process = 0,
    takesMs = 200,
    ...wanted
  }: Parameters<Simulation['call']>[1] & {
    process?: number;
    takesMs?: number;
  },
) => Promise.all(Array.from({ length: count }, () => simulation.call(process, wanted, takesMs)));

const after = (simulation: Simulation, ms: number) => simulation.runUntil(simulation.now() + ms);

describe('calls to a realm', () => {
  it('start at once at low load, without one synchronization each', async () => {
    const simulation = simulate();
    for (let call = 0; call < 6; call += 1) {
      void simulation.call(0, {}, 100);
      await after(simulation, 1_200);
    }
    expect(simulation.sent).toHaveLength(6);
    const waits = simulation.sent.map(({ at }, index) => at - (1_000_000 + index * 1_200));
    expect(Math.max(...waits)).toBeLessThan(10);
    // One at the start, and one each second that reads what other processes need.
    expect(simulation.synchronizations()).toBeLessThanOrEqual(1 + 8);
  });

  it('reach but never exceed 8 at a time and 450 a minute', async () => {
    const simulation = simulate();
    void many(simulation, 1_000, { takesMs: 900 });
    await after(simulation, 120_000);
    expect(mostInFlight(simulation.sent)).toBe(8);
    expect(mostWithin(simulation.sent, 60_000)).toBeLessThanOrEqual(450);
    expect(mostWithin(simulation.sent, 60_000)).toBeGreaterThan(420);
  });

  it('start together at first, then evenly spaced', async () => {
    const simulation = simulate();
    void many(simulation, 40, { takesMs: 50 });
    await after(simulation, 6_000);
    const starts = simulation.sent.map(({ at }) => at);
    expect(mostWithin(simulation.sent.slice(0, 8), 10)).toBe(8);
    const gaps = starts.slice(9).map((at, index) => at - (starts[index + 8] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(130);
  });

  it('never exceed 35 batches a minute, half of them in the background', async () => {
    const simulation = simulate();
    void many(simulation, 60, { batch: true });
    void many(simulation, 60, { batch: true, background: true });
    await after(simulation, 59_000);
    const background = simulation.sent.filter((one) => one.background);
    expect(background.length).toBeLessThanOrEqual(17);
    expect(simulation.sent.length).toBeLessThanOrEqual(35);
    expect(simulation.sent.length).toBeGreaterThan(30);
  });

  it('of users start before calls of background work that waited longer', async () => {
    const simulation = simulate();
    void many(simulation, 300, { background: true });
    await after(simulation, 5_000);
    expect(mostInFlight(simulation.sent)).toBeLessThanOrEqual(4);
    const calledAt = simulation.now();
    const user = many(simulation, 4, {});
    await after(simulation, 1_000);
    expect(await user).toEqual(['sent', 'sent', 'sent', 'sent']);
    const users = simulation.sent.filter(({ background }) => !background);
    expect(users.every(({ at }) => at - calledAt < 500)).toBe(true);
  });

  it('of background work are not starved by continuous calls of users', async () => {
    const simulation = simulate();
    for (let second = 0; second < 90; second += 1) {
      simulation.runAfter(second * 1_000, () => void many(simulation, 8, {}));
    }
    await after(simulation, 20_000);
    const background = many(simulation, 3, { background: true });
    await after(simulation, 60_000);
    expect(await background).toEqual(['sent', 'sent', 'sent']);
  });

  it('keep the gap to a slow call, which may have left late', async () => {
    const simulation = simulateProcesses({ ...limits, concurrent: 1, perMinute: 60 }, [0]);
    void simulation.call(0, {}, 1_900);
    void simulation.call(0, {}, 100);
    await after(simulation, 5_000);
    const [first, second] = simulation.sent.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_900 - 500 + 1_000);
  });

  it('leave instants in whole milliseconds, as the column of PostgreSQL needs', async () => {
    const simulation = simulate();
    for (const takesMs of [70, 913, 4_321]) void simulation.call(0, {}, takesMs);
    await after(simulation, 60_000);
    expect(simulation.state().slots.some(({ from }) => from > 0)).toBe(true);
    expect(blankFrom(simulation.state(), limits) % 1).toBe(0);
  });

  it('end without a permit when the wait exceeds their patience', async () => {
    const simulation = simulate();
    void many(simulation, 200, { takesMs: 1_000 });
    await after(simulation, 100);
    const impatient = simulation.call(0, { patienceMs: 2_000 }, 100);
    await after(simulation, 2_100);
    expect(await impatient).toBe('refused');
    expect(simulation.sent.some(({ endsAt, at }) => endsAt - at === 100)).toBe(false);
  });
});

describe('several processes', () => {
  it('share a realm equally within seconds after the second one starts', async () => {
    const simulation = simulate(2);
    void many(simulation, 500, {});
    await after(simulation, 20_000);
    const startedAt = simulation.now();
    void many(simulation, 500, { process: 1 });
    await after(simulation, 40_000);
    const second = simulation.sent.filter(({ process }) => process === 1);
    expect((second[0]?.at ?? 0) - startedAt).toBeLessThan(4_000);
    const since = simulation.sent.filter(({ at }) => at >= startedAt + 5_000);
    const share = since.filter(({ process }) => process === 1).length / since.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    expect(mostWithin(simulation.sent, 60_000)).toBeLessThanOrEqual(450);
  });

  it('use the slots that an idle process released', async () => {
    const simulation = simulate(2);
    await Promise.all([many(simulation, 30, { takesMs: 50 }), after(simulation, 6_000)]);
    const idleFrom = simulation.now() + 4_000;
    await simulation.runUntil(idleFrom);
    void many(simulation, 500, { process: 1, takesMs: 900 });
    await after(simulation, 20_000);
    const sentAfterRelease = simulation.sent.filter(({ at }) => at > idleFrom + 5_000);
    expect(mostInFlight(sentAfterRelease)).toBeGreaterThanOrEqual(6);
    await after(simulation, 60_000);
    expect(simulation.timesEmpty(0)).toBeGreaterThan(0);
  });

  it('get a slot that an idle process keeps for its next call', async () => {
    const simulation = simulateProcesses({ ...limits, concurrent: 2 }, [0, 0]);
    void many(simulation, 2, { takesMs: 100 });
    await after(simulation, 5_000);
    const [askedAt, before] = [simulation.now(), simulation.synchronizations()];
    void simulation.call(1, {}, 100);
    await after(simulation, 2_500);
    expect(simulation.sent).toHaveLength(3);
    expect(simulation.sent[2]?.at).toBeLessThan(askedAt + 2_500);
    expect(simulation.synchronizations() - before).toBeLessThan(20);
  });

  it('are not given up and taken back again and again by a process that waits longest', async () => {
    const few: RealmLimits = { ...limits, concurrent: 7, perMinute: 28, requestMs: 2_000 };
    const simulation = simulateProcesses(few, [0, 0, 0]);
    const begin = (at: number, process: number, times: number, wanted: object) =>
      simulation.runAfter(at, () => {
        void many(simulation, times, { process, takesMs: 900, ...wanted });
      });
    begin(14_000, 2, 8, { batch: true });
    begin(24_000, 0, 8, { batch: true });
    begin(37_000, 1, 20, { background: true, batch: true });
    begin(45_000, 1, 27, {});
    begin(48_000, 2, 3, { background: true });
    begin(53_000, 0, 23, { background: true });
    await after(simulation, 240_000);
    // Each process synchronizes about three times a second while it waits.
    expect(simulation.synchronizations()).toBeLessThan(3 * 240 * 4);
  });

  it('get the slots of a killed process once its lease has expired, and not before', async () => {
    const simulation = simulate(2);
    void many(simulation, 8, { takesMs: 30_000 });
    await after(simulation, 1_000);
    expect(mostInFlight(simulation.sent)).toBe(8);
    simulation.kill(0);
    void many(simulation, 20, { process: 1 });
    await after(simulation, 29_000);
    expect(simulation.sent).toHaveLength(8);
    await after(simulation, 60_000);
    expect(simulation.sent).toHaveLength(28);
    expect(mostInFlight(simulation.sent)).toBe(8);
  });

  it('all pause when QuickBooks throttled one of them', async () => {
    const simulation = simulate(2);
    void many(simulation, 100, {});
    void many(simulation, 100, { process: 1, background: true });
    await after(simulation, 3_000);
    simulation.pause(0, 4_000);
    const paused = simulation.now();
    await after(simulation, 60_000);
    const during = simulation.sent.filter(({ at }) => at > paused + 1_500 && at < paused + 4_000);
    expect(during).toEqual([]);
    const own = simulation.sent.filter(({ at, process }) => process === 0 && at > paused);
    expect(own.every(({ at }) => at >= paused + 4_000)).toBe(true);
    expect(simulation.sent).toHaveLength(200);
  });

  it('refuse calls of users at once during a pause of more than 5 seconds', async () => {
    const simulation = simulate(2);
    await Promise.all([simulation.call(0, {}, 50), after(simulation, 100)]);
    simulation.pause(0, 30_000);
    await after(simulation, 100);
    const user = simulation.call(1, { patienceMs: 35_000 }, 50);
    const background = simulation.call(1, { background: true, patienceMs: 60_000 }, 50);
    const calledAt = simulation.now();
    await after(simulation, 1_000);
    expect(await user).toBe('refused');
    await after(simulation, 35_000);
    expect(await background).toBe('sent');
    expect(simulation.sent.at(-1)?.at).toBeGreaterThanOrEqual(calledAt + 29_000);
  });
});
