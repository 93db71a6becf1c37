import { setImmediate as turn } from 'node:timers/promises';
import type { Permit, Wanted } from '../rate-limits/permit.ts';
import type { RealmLimits } from '../rate-limits/realm-limits.ts';
import { makeRealmQueue } from '../rate-limits/realm-queue.ts';
import { makeRealmQueues } from '../rate-limits/realm-queues.ts';
import {
  emptyState,
  type Granted,
  type RealmState,
  type Report,
  synchronize,
} from '../rate-limits/realm-state.ts';

/** A request that reached the vendor. */
export type Sent = {
  at: number;
  endsAt: number;
  background: boolean;
  batch: boolean;
  process: number;
};

/** How the database behaves for one synchronization. */
export type DatabaseMood = { delayMs: number; fails: 'no' | 'before' | 'after' };

/**
 * Simulates processes that share the rate limits of one realm. `skews`: milliseconds that each
 * process's clock is ahead. Simulated time passes only in `runUntil`.
 */
export const simulateProcesses = (
  limits: RealmLimits,
  skews: number[],
  mood: (process: number) => DatabaseMood = () => ({ delayMs: 1, fails: 'no' }),
) => {
  let time = 1_000_000;
  let events: { at: number; happen: () => void; of?: object }[] = [];
  let state: RealmState = emptyState();
  let synchronizations = 0;
  const sent: Sent[] = [];

  const after = (ms: number, run: () => void, of?: object) => {
    const event = { at: time + ms, happen: run, ...(of && { of }) };
    events.push(event);
    return () => {
      events = events.filter((one) => one !== event);
    };
  };
  const wait = (ms: number) => new Promise<void>((resolve) => void after(ms, resolve));

  const makeProcess = (number: number, generation: number) => {
    const skew = skews[number] ?? 0;
    const life = { alive: true, empty: 0, ends: new Set<() => void>() };
    const queues = makeRealmQueues((_realm, onEmpty) =>
      makeRealmQueue(limits, {
        process: `${number}.${generation}`,
        now: () => time + skew,
        timers: { after: (ms, run) => (life.alive ? after(ms, run, life) : () => {}) },
        async synchronize(report: Report): Promise<Granted> {
          const { delayMs, fails } = mood(number);
          await wait(delayMs);
          if (!life.alive) return new Promise(() => undefined);
          if (fails === 'before') throw new Error('no database');
          synchronizations += 1;
          const result = synchronize(state, structuredClone(report), time + skew, limits);
          state = structuredClone(result.state);
          await wait(delayMs);
          if (fails === 'after') throw new Error('no answer of the database');
          return result.granted;
        },
        onEmpty: () => {
          life.empty += 1;
          onEmpty();
        },
      }),
    );
    return { queue: () => queues.of('9'), life };
  };
  const processes = skews.map((_, number) => makeProcess(number, 0));

  const processOf = (number: number) => {
    const process = processes[number];
    if (!process) throw new Error(`No process ${number}`);
    return process;
  };

  return {
    sent,
    now: () => time,
    state: () => state,
    synchronizations: () => synchronizations,
    /** Whether no event is left. */
    isQuiet: () => events.length === 0,
    timesEmpty: (number: number) => processOf(number).life.empty,
    /**
     * Makes a call that takes `takesMs` at the vendor and is sent `sentAfterMs` after its permit
     * was granted; resolves to its outcome.
     */
    async call(
      number: number,
      wanted: Partial<Wanted>,
      takesMs: number,
      sentAfterMs = 0,
    ): Promise<'sent' | 'refused' | 'died'> {
      const { queue, life } = processOf(number);
      let died = () => {};
      const death = new Promise<'died'>((resolve) => {
        died = () => resolve('died');
      });
      life.ends.add(died);
      const { background = false, batch = false, patienceMs = 1e9 } = wanted;
      const whole = async () => {
        let permit: Permit;
        try {
          permit = await queue().take({ background, batch, patienceMs });
        } catch {
          return 'refused';
        }
        if (sentAfterMs > 0) await wait(sentAfterMs);
        if (!life.alive) return 'died';
        if (!permit.begin()) {
          permit.release();
          return 'refused';
        }
        const one = { at: time, endsAt: time + takesMs, background, batch, process: number };
        sent.push(one);
        await wait(takesMs);
        permit.release();
        return 'sent';
      };
      const outcome = await Promise.race([whole(), death]);
      life.ends.delete(died);
      return outcome;
    },
    pause: (number: number, ms: number) =>
      processOf(number)
        .queue()
        .pause(time + (skews[number] ?? 0) + ms),
    /** Kills a process and starts a new one in its place. Its calls go on at the vendor. */
    kill(number: number) {
      const { life } = processOf(number);
      life.alive = false;
      events = events.filter(({ of }) => of !== life);
      for (const end of life.ends) end();
      processes[number] = makeProcess(number, synchronizations + 1);
    },
    /** Runs `run` after this many milliseconds of simulated time. */
    runAfter: (ms: number, run: () => void) => void after(ms, run),
    async runUntil(at: number, done: () => boolean = () => false) {
      await turn();
      while (!done()) {
        const next = events.toSorted((a, b) => a.at - b.at)[0];
        if (!next || next.at > at) break;
        events = events.filter((one) => one !== next);
        time = Math.max(time, next.at);
        next.happen();
        await turn();
      }
      if (!done()) time = Math.max(time, at);
    },
  };
};

/** The highest number of calls in flight at the same time. */
export const mostInFlight = (sent: Sent[]): number =>
  Math.max(
    0,
    ...sent.map(({ at }) => sent.filter((one) => one.at <= at && at < one.endsAt).length),
  );

/** The highest number of calls that start within `ms` milliseconds, both ends included. */
export const mostWithin = (sent: Sent[], ms: number): number =>
  Math.max(
    0,
    ...sent.map(({ at }) => sent.filter((one) => one.at >= at && one.at <= at + ms).length),
  );
