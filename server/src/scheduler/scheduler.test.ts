import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../clock.ts';
import type { Dependencies } from '../context.ts';
import type { Db } from '../db/database.ts';
import { dialect } from '../db/dialect.ts';
import { sendSignal } from '../db/signals.ts';
import { transact } from '../db/transact.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { currentReason } from '../vendor-calls/urgency.ts';
import type { Job, Jobs } from './job.ts';
import { sliceLimits } from './run-turn.ts';
import { type Scheduler, startScheduler } from './scheduler.ts';
import { jobNames, type TurnKey, turns } from './tables.ts';
import { makeDue, takeTurns, turnsChannel } from './turns.ts';

let started: Scheduler[] = [];
afterEach(async () => {
  await Promise.all(started.map((scheduler) => scheduler.stop()));
  started = [];
});

/**
 * A database with items of several companies, for several schedulers; `work` handles the items of a
 * company one after the other.
 */
const openSchedulerFixture = (
  work: (companyId: number, item: number) => Promise<unknown>,
  time: Clock = systemClock,
) => {
  const db = openTestDatabase();
  let advancedMs = 0;
  const clock = { now: () => time.now() + advancedMs };
  const owed = new Map<number, number[]>();
  const done: { companyId: number; item: number; by: number }[] = [];
  const logged: string[] = [];
  const running = new Map<number, number>();
  let mostAtOnce = 0;
  const itemsOf = (companyId: number) => owed.get(companyId) ?? [];

  const jobOf = (by: number): Job => ({
    cause: 'test',
    async work(_dependencies, { companyId }, slice) {
      const atOnce = (running.get(companyId) ?? 0) + 1;
      running.set(companyId, atOnce);
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      try {
        while (itemsOf(companyId).length > 0 && slice.goesOn()) {
          const [item = 0] = itemsOf(companyId);
          await slice.item(() => work(companyId, item));
          itemsOf(companyId).shift();
          done.push({ companyId, item, by });
        }
      } finally {
        running.set(companyId, atOnce - 1);
      }
    },
    next: async (_db, { companyId }) =>
      itemsOf(companyId).length === 0 ? null : { at: clock.now(), urgent: false },
  });

  const start = ({
    turnsAtOnce = 4,
    leaseMs = 5_000,
    limits = sliceLimits,
    alone = false,
    everyMs = 5,
  } = {}) => {
    const by = started.length;
    const log = (_: object, message: string) => void logged.push(message);
    const settings = { scheduler: { everyMs, turnsAtOnce, leaseMs } };
    const dependencies = { db, clock, settings, log: { info: log, warn: log, error: log } };
    const jobs = Object.fromEntries(jobNames.map((name) => [name, jobOf(by)])) as Jobs;
    const scheduler = startScheduler(dependencies as unknown as Dependencies, jobs, {
      limits,
      alone,
    });
    started.push(scheduler);
    return scheduler;
  };
  return {
    db,
    clock,
    done,
    logged,
    start,
    mostAtOnce: () => mostAtOnce,
    advance: (ms: number) => {
      advancedMs += ms;
    },
    /** Adds an item without making the turn due. */
    owes: (companyId: number) => owed.set(companyId, [0]),
    owe: (companyId: number, items = 1) =>
      transact(db, async (tx) => {
        const from = itemsOf(companyId).length;
        const more = Array.from({ length: items }, (_, index) => from + index);
        owed.set(companyId, [...itemsOf(companyId), ...more]);
        await makeDue(tx, keyOf(companyId), clock.now(), clock.now());
      }),
    doneOf: (companyId: number) => done.filter((one) => one.companyId === companyId),
  };
};

const keyOf = (companyId: number): TurnKey => ({ companyId, realmId: '9', job: 'quickbooks' });

const soon = { timeout: 10_000, interval: 5 };

/** Imitates a process that takes every due turn and is then killed. */
const takeAndDie = (db: Db, now: number, leaseMs: number) =>
  takeTurns(db, { now, leaseMs, limit: 100, failing: true, jobs: jobNames });

describe('a company with many items', () => {
  it('is interrupted after a slice for a company with few', async () => {
    const fixture = openSchedulerFixture(() => pause(0));
    await fixture.owe(1, 1_000);
    fixture.start({ turnsAtOnce: 1 });
    await expect.poll(() => fixture.doneOf(1).length, soon).toBeGreaterThan(30);
    const before = fixture.done.length;
    await fixture.owe(2);
    await expect.poll(() => fixture.doneOf(2).length, soon).toBe(1);
    const waited = fixture.done.findIndex(({ companyId }) => companyId === 2) - before;
    // Counts the slice that was running and one that may have begun before the item was stored.
    expect(waited).toBeLessThanOrEqual(2 * sliceLimits.items);
    expect(fixture.doneOf(1).length).toBeLessThan(1_000);
  });

  it('has its items handled in order by two schedulers', async () => {
    const fixture = openSchedulerFixture(() => pause(1));
    fixture.start();
    fixture.start();
    await Promise.all(Array.from({ length: 20 }, (_, company) => fixture.owe(company + 1, 30)));
    await expect.poll(() => fixture.done.length, soon).toBe(600);
    expect(fixture.mostAtOnce()).toBe(1);
    for (let company = 1; company <= 20; company += 1) {
      const items = fixture.doneOf(company).map(({ item }) => item);
      expect(items).toEqual(Array.from({ length: 30 }, (_, index) => index));
    }
    expect(new Set(fixture.done.map(({ by }) => by)).size).toBe(2);
  });
});

describe('companies whose vendor does not respond', () => {
  it('delay no other company, even when they outnumber the turns at once', async () => {
    const response = Promise.withResolvers<void>();
    const fixture = openSchedulerFixture((company) => (company <= 6 ? response.promise : pause(0)));
    const limits = { ...sliceLimits, ms: 20 };
    for (let company = 1; company <= 6; company += 1) await fixture.owe(company, 5);
    fixture.start({ turnsAtOnce: 2, limits });
    await fixture.owe(7, 5);
    await expect.poll(() => fixture.doneOf(7).length, soon).toBe(5);
    expect(fixture.done).toHaveLength(5);
    response.resolve();
  });

  it('are retried after a growing delay, one item at a time', async () => {
    let tries = 0;
    const fixture = openSchedulerFixture(async () => {
      tries += 1;
      throw new Error('no');
    });
    await fixture.owe(1, 5);
    fixture.start();
    for (const [failures, ms] of [2_000, 4_000, 8_000].entries()) {
      await expect.poll(() => fixture.logged.length, soon).toBe(failures + 1);
      await expect.poll(async () => (await stored(fixture.db)).leaseUntil, soon).toBeNull();
      const { dueAt, servedAt } = await stored(fixture.db);
      expect((dueAt ?? 0) - servedAt).toBeGreaterThanOrEqual(ms);
      expect(tries).toBe(failures + 1);
      fixture.advance(ms);
    }
    expect(fixture.logged[0]).toBe('background work failed');
  });
});

describe('a turn', () => {
  it('of a killed process is continued once its lease has expired', async () => {
    const fixture = openSchedulerFixture(() => pause(0));
    await fixture.owe(1, 3);
    expect(await takeAndDie(fixture.db, fixture.clock.now(), 60_000)).toHaveLength(1);
    fixture.start();
    await fixture.owe(2);
    await expect.poll(() => fixture.doneOf(2).length, soon).toBe(1);
    expect(fixture.doneOf(1)).toEqual([]);
    fixture.advance(60_000);
    await expect.poll(() => fixture.doneOf(1).length, soon).toBe(3);
  });

  it('of a killed process is continued at once when only one process can run', async () => {
    const fixture = openSchedulerFixture(() => pause(0));
    await fixture.owe(1, 3);
    await takeAndDie(fixture.db, fixture.clock.now(), 60_000);
    fixture.start({ alone: true });
    await expect.poll(() => fixture.doneOf(1).length, soon).toBe(3);
  });

  it('stays leased by renewal while a call takes longer than the lease', async () => {
    const response = Promise.withResolvers<void>();
    const fixture = openSchedulerFixture(() => response.promise, fixedClock());
    const leaseMs = 60;
    // Half of the lease is reserved for detecting a killed process.
    fixture.start({ leaseMs: 2 * leaseMs });
    fixture.start({ leaseMs: 2 * leaseMs });
    await fixture.owe(1);
    await expect.poll(async () => (await stored(fixture.db)).fence, soon).toBe(1);
    for (let half = 0; half < 6; half += 1) {
      fixture.advance(leaseMs / 2);
      const renewed = fixture.clock.now() + leaseMs;
      await expect.poll(async () => (await stored(fixture.db)).leaseUntil, soon).toBe(renewed);
    }
    response.resolve();
    await expect.poll(() => fixture.done.length, soon).toBe(1);
    expect(fixture.mostAtOnce()).toBe(1);
    expect(await stored(fixture.db)).toMatchObject({ fence: 1 });
  });

  it('whose lease expired while the process stalled begins no further item', async () => {
    const stall = Promise.withResolvers<void>();
    const fixture = openSchedulerFixture((_, item) => (item === 0 ? stall.promise : pause(0)));
    // Without capacity, so that the stalled process does not take the turn again.
    const limits = { ...sliceLimits, ms: 600_000 };
    fixture.start({ leaseMs: 60_000, turnsAtOnce: 1, limits });
    await fixture.owe(1, 3);
    await expect.poll(async () => (await stored(fixture.db)).fence, soon).toBe(1);
    fixture.advance(60_000);
    const [other] = await takeAndDie(fixture.db, fixture.clock.now(), 60_000);
    expect(other?.fence).toBe(2);
    stall.resolve();
    await expect.poll(() => fixture.done.length, soon).toBe(1);
    await Promise.all(started.map((scheduler) => scheduler.stop()));
    expect(fixture.done).toHaveLength(1);
    expect(await stored(fixture.db)).toMatchObject({ fence: 2, leaseUntil: other?.leaseUntil });
  });

  it('runs again when work becomes due during its slice', async () => {
    const fixture = openSchedulerFixture(async (company, item) => {
      if (item === 0) await fixture.owe(company, 2);
    });
    fixture.start();
    await fixture.owe(1);
    await expect.poll(() => fixture.doneOf(1).length, soon).toBe(3);
  });

  it.runIf(dialect === 'postgres')('begins when another process tells that it is due', async () => {
    const fixture = openSchedulerFixture(() => pause(0));
    await transact(fixture.db, async (tx) => {
      await tx.insert(turns).values({ ...keyOf(1), dueAt: fixture.clock.now() + 600_000 });
    });
    fixture.start({ everyMs: 600_000 });
    await expect.poll(() => fixture.db.select().from(turns), soon).toHaveLength(1);
    fixture.owes(1);
    // Like another process, whose wake-ups do not reach this one.
    const tell = () =>
      transact(fixture.db, async (tx) => {
        await tx.update(turns).set({ dueAt: fixture.clock.now() });
        await sendSignal(tx, turnsChannel);
        return fixture.done.length;
      });
    await expect.poll(tell, soon).toBe(1);
  });

  it('runs as background work', async () => {
    const reasons: object[] = [];
    const fixture = openSchedulerFixture(async () => reasons.push(currentReason()));
    fixture.start();
    await fixture.owe(1);
    await expect.poll(() => reasons, soon).toEqual([{ urgency: 'background', cause: 'test' }]);
  });
});

it('stop waits for running slices and begins no other item', async () => {
  const response = Promise.withResolvers<void>();
  let begun = 0;
  const fixture = openSchedulerFixture(() => {
    begun += 1;
    return response.promise;
  });
  const scheduler = fixture.start();
  await fixture.owe(1, 5);
  await expect.poll(() => begun, soon).toBe(1);
  const stopped = scheduler.stop();
  await fixture.owe(2);
  response.resolve();
  await stopped;
  expect(fixture.done).toHaveLength(1);
  expect(await stored(fixture.db)).toMatchObject({ leaseUntil: null });
});

const stored = async (db: Db) => {
  const [turn] = await db.select().from(turns);
  if (!turn) throw new Error('There is no turn');
  return turn;
};
