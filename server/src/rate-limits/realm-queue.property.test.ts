import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostInFlight, mostWithin, simulateProcesses } from '../testing/simulated-processes.ts';
import type { RealmLimits } from './realm-limits.ts';

const limits = fc.record({
  concurrent: fc.integer({ min: 1, max: 8 }),
  perMinute: fc.integer({ min: 20, max: 450 }),
  batchesPerMinute: fc.integer({ min: 1, max: 35 }),
  requestMs: fc.constantFrom(2_000, 31_000),
  skewMs: fc.constant(1_000),
});

const call = fc.record({
  kind: fc.constant('call' as const),
  process: fc.nat(2),
  background: fc.boolean(),
  batch: fc.boolean(),
  takesMs: fc.nat(1_900),
  times: fc.integer({ min: 1, max: 30 }),
});
const kill = fc.record({ kind: fc.constant('kill' as const), process: fc.nat(2) });
const pause = fc.record({
  kind: fc.constant('pause' as const),
  process: fc.nat(2),
  ms: fc.nat(20_000),
});
const event = fc.record({
  at: fc.nat(120_000),
  what: fc.oneof({ weight: 8, arbitrary: call }, kill, pause),
});

/** How one access to the database behaves. */
const databaseBehaviour = fc.record({
  delayMs: fc.nat(400),
  fails: fc.oneof(
    { weight: 12, arbitrary: fc.constant('no' as const) },
    fc.constantFrom('before' as const, 'after' as const),
  ),
});

/** Longer than all calls of one run need at the lowest limits. */
const longEnoughMs = 8 * 3_600_000;

const half = (most: number): number => Math.max(1, Math.floor(most / 2));

test('keeps all limits through kills and outages, ends every call, and becomes idle', async () => {
  await fc.assert(
    fc.asyncProperty(
      limits,
      fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 3 }),
      fc.array(event, { minLength: 1, maxLength: 12 }),
      fc.array(databaseBehaviour, { minLength: 1, maxLength: 20 }),
      async (limits: RealmLimits, skews, events, behaviours) => {
        let [accesses, failures] = [0, 0];
        let isRepaired = false;
        const nextBehaviour = () => {
          if (isRepaired) return { delayMs: 1, fails: 'no' as const };
          const behaviour = behaviours[accesses++ % behaviours.length] ?? {
            delayMs: 0,
            fails: 'no' as const,
          };
          if (behaviour.fails !== 'no') failures += 1;
          return behaviour;
        };
        const simulation = simulateProcesses(limits, skews, nextBehaviour);
        const outcomes: ('sent' | 'refused' | 'died')[] = [];
        let calls = 0;
        for (const { at, what } of events) {
          if (what.kind === 'call') calls += what.times;
          simulation.runAfter(at, () => {
            if (what.kind === 'kill') simulation.kill(what.process);
            else if (what.kind === 'pause') simulation.pause(what.process, what.ms);
            else {
              for (let n = 0; n < what.times; n += 1) {
                const outcome = simulation.call(what.process, what, what.takesMs);
                void outcome.then((one) => outcomes.push(one));
              }
            }
          });
        }
        await simulation.runUntil(
          simulation.now() + longEnoughMs,
          () => calls > 0 && outcomes.length === calls,
        );
        const { sent } = simulation;
        const inBackground = sent.filter(({ background }) => background);
        const batches = sent.filter(({ batch }) => batch);
        const most = Math.min(limits.concurrent, limits.perMinute);
        expect(mostInFlight(sent)).toBeLessThanOrEqual(most);
        expect(mostWithin(sent, 60_000)).toBeLessThanOrEqual(limits.perMinute);
        expect(mostWithin(batches, 60_000)).toBeLessThanOrEqual(limits.batchesPerMinute);
        expect(mostInFlight(inBackground)).toBeLessThanOrEqual(half(most));
        expect(mostWithin(inBackground, 60_000)).toBeLessThanOrEqual(
          most === 1 ? limits.perMinute : limits.perMinute / 2,
        );
        expect(outcomes).toHaveLength(calls);
        // A long pause refuses users, and a failing database refuses all waiting calls.
        const refusable = failures > 0 || events.some(({ what }) => what.kind === 'pause');
        if (!refusable) expect(outcomes).not.toContain('refused');
        isRepaired = true;
        await simulation.runUntil(simulation.now() + 300_000);
        expect(simulation.isQuiet()).toBe(true);
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
}, 120_000);
