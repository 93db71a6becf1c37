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

const mood = fc.record({
  delayMs: fc.nat(400),
  fails: fc.oneof(
    { weight: 12, arbitrary: fc.constant('no' as const) },
    fc.constantFrom('before' as const, 'after' as const),
  ),
});

/** Longer than all calls of a trial need at the lowest limits. */
const longEnoughMs = 8 * 3_600_000;

const half = (most: number): number => Math.max(1, Math.floor(most / 2));

test('keeps every limit over all processes, whatever dies, serves whoever waits, and becomes quiet', async () => {
  await fc.assert(
    fc.asyncProperty(
      limits,
      fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 3 }),
      fc.array(event, { minLength: 1, maxLength: 12 }),
      fc.array(mood, { minLength: 1, maxLength: 20 }),
      async (limits: RealmLimits, skews, events, moods) => {
        let [asked, broken] = [0, 0];
        let works = false;
        const nextMood = () => {
          if (works) return { delayMs: 1, fails: 'no' as const };
          const one = moods[asked++ % moods.length] ?? { delayMs: 0, fails: 'no' as const };
          if (one.fails !== 'no') broken += 1;
          return one;
        };
        const world = simulateProcesses(limits, skews, nextMood);
        const outcomes: ('sent' | 'refused' | 'died')[] = [];
        let calls = 0;
        for (const { at, what } of events) {
          if (what.kind === 'call') calls += what.times;
          world.later(at, () => {
            if (what.kind === 'kill') world.kill(what.process);
            else if (what.kind === 'pause') world.pause(what.process, what.ms);
            else {
              for (let n = 0; n < what.times; n += 1) {
                const outcome = world.call(what.process, what, what.takesMs);
                void outcome.then((one) => outcomes.push(one));
              }
            }
          });
        }
        await world.runUntil(
          world.now() + longEnoughMs,
          () => calls > 0 && outcomes.length === calls,
        );
        const { sent } = world;
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
        // A long pause refuses users, and a broken database everybody who waits.
        const refusable = broken > 0 || events.some(({ what }) => what.kind === 'pause');
        if (!refusable) expect(outcomes).not.toContain('refused');
        works = true;
        await world.runUntil(world.now() + 300_000);
        expect(world.isQuiet()).toBe(true);
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
}, 120_000);
