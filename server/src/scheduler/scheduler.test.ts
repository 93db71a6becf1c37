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
import type { Job, Jobs } from './job.ts';
import { sliceLimits } from './run-turn.ts';
import { type Scheduler, startScheduler } from './scheduler.ts';
import { jobNames, type TurnKey, turns } from './tables.ts';
import { makeDue, takeTurns, turnsChannel } from './turns.ts';
import { currentReason } from './urgency.ts';

let started: Scheduler[] = [];
afterEach(async () => {
  await Promise.all(started.map((scheduler) => scheduler.stop()));
  started = [];
});

/**
 * Companies that owe items, in a database that several schedulers work on; a company's items are worked on by
 * `work`, one after the other.
 */
const openOffice = (
  work: (companyId: number, item: number) => Promise<unknown>,
  time: Clock = systemClock,
) => {
  const db = openTestDatabase();
  let later = 0;
  const clock = { now: () => time.now() + later };
  const owed = new Map<number, number[]>();
  const done: { companyId: number; item: number; by: number }[] = [];
  const logged: string[] = [];
  const running = new Map<number, number>();
  let mostAtOnce = 0;
  const of = (companyId: number) => owed.get(companyId) ?? [];

  const jobOf = (by: number): Job => ({
    cause: 'test',
    async work(_doors, { companyId }, slice) {
      const atOnce = (running.get(companyId) ?? 0) + 1;
      running.set(companyId, atOnce);
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      try {
        while (of(companyId).length > 0 && slice.goesOn()) {
          const [item = 0] = of(companyId);
          await slice.item(() => work(companyId, item));
          of(companyId).shift();
          done.push({ companyId, item, by });
        }
      } finally {
        running.set(companyId, atOnce - 1);
      }
    },
    next: async (_db, { companyId }) =>
      of(companyId).length === 0 ? null : { at: clock.now(), urgent: false },
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
      later += ms;
    },
    /** Owes an item without saying that it is due. */
    owes: (companyId: number) => owed.set(companyId, [0]),
    owe: (companyId: number, items = 1) =>
      transact(db, async (tx) => {
        const from = of(companyId).length;
        const more = Array.from({ length: items }, (_, index) => from + index);
        owed.set(companyId, [...of(companyId), ...more]);
        await makeDue(tx, keyOf(companyId), clock.now(), clock.now());
      }),
    doneOf: (companyId: number) => done.filter((one) => one.companyId === companyId),
  };
};

const keyOf = (companyId: number): TurnKey => ({ companyId, realmId: '9', job: 'quickbooks' });

const soon = { timeout: 10_000, interval: 5 };

/** A process that takes every turn that is due, and is killed. */
const takeAndDie = (db: Db, now: number, leaseMs: number) =>
  takeTurns(db, { now, leaseMs, limit: 100, failing: true, jobs: jobNames });

describe('a company that owes much', () => {
  it('is interrupted after a slice for one that owes little', async () => {
    const office = openOffice(() => pause(0));
    await office.owe(1, 1_000);
    office.start({ turnsAtOnce: 1 });
    await expect.poll(() => office.doneOf(1).length, soon).toBeGreaterThan(30);
    const before = office.done.length;
    await office.owe(2);
    await expect.poll(() => office.doneOf(2).length, soon).toBe(1);
    const waited = office.done.findIndex(({ companyId }) => companyId === 2) - before;
    // The slice that ran when it became due, and one that may have begun before that was stored.
    expect(waited).toBeLessThanOrEqual(2 * sliceLimits.items);
    expect(office.doneOf(1).length).toBeLessThan(1_000);
  });

  it('has its items worked on in order, by two schedulers together', async () => {
    const office = openOffice(() => pause(1));
    office.start();
    office.start();
    await Promise.all(Array.from({ length: 20 }, (_, company) => office.owe(company + 1, 30)));
    await expect.poll(() => office.done.length, soon).toBe(600);
    expect(office.mostAtOnce()).toBe(1);
    for (let company = 1; company <= 20; company += 1) {
      const items = office.doneOf(company).map(({ item }) => item);
      expect(items).toEqual(Array.from({ length: 30 }, (_, index) => index));
    }
    expect(new Set(office.done.map(({ by }) => by)).size).toBe(2);
  });
});

describe('companies whose vendor does not respond', () => {
  it('delay no other, although they are more than there are places', async () => {
    const response = Promise.withResolvers<void>();
    const office = openOffice((company) => (company <= 6 ? response.promise : pause(0)));
    const limits = { ...sliceLimits, ms: 20 };
    for (let company = 1; company <= 6; company += 1) await office.owe(company, 5);
    office.start({ turnsAtOnce: 2, limits });
    await office.owe(7, 5);
    await expect.poll(() => office.doneOf(7).length, soon).toBe(5);
    expect(office.done).toHaveLength(5);
    response.resolve();
  });

  it('are tried again after a growing delay, with one item at a time', async () => {
    let tries = 0;
    const office = openOffice(async () => {
      tries += 1;
      throw new Error('no');
    });
    await office.owe(1, 5);
    office.start();
    for (const [failures, ms] of [2_000, 4_000, 8_000].entries()) {
      await expect.poll(() => office.logged.length, soon).toBe(failures + 1);
      await expect.poll(async () => (await stored(office.db)).leaseUntil, soon).toBeNull();
      const { dueAt, servedAt } = await stored(office.db);
      expect((dueAt ?? 0) - servedAt).toBeGreaterThanOrEqual(ms);
      expect(tries).toBe(failures + 1);
      office.advance(ms);
    }
    expect(office.logged[0]).toBe('background work failed');
  });
});

describe('a turn', () => {
  it('of a process that was killed is continued once its lease has expired', async () => {
    const office = openOffice(() => pause(0));
    await office.owe(1, 3);
    expect(await takeAndDie(office.db, office.clock.now(), 60_000)).toHaveLength(1);
    office.start();
    await office.owe(2);
    await expect.poll(() => office.doneOf(2).length, soon).toBe(1);
    expect(office.doneOf(1)).toEqual([]);
    office.advance(60_000);
    await expect.poll(() => office.doneOf(1).length, soon).toBe(3);
  });

  it('of a process that was killed is continued at once where only one process can run', async () => {
    const office = openOffice(() => pause(0));
    await office.owe(1, 3);
    await takeAndDie(office.db, office.clock.now(), 60_000);
    office.start({ alone: true });
    await expect.poll(() => office.doneOf(1).length, soon).toBe(3);
  });

  it('is kept by renewing it while a call takes longer than the lease', async () => {
    const response = Promise.withResolvers<void>();
    const office = openOffice(() => response.promise, fixedClock());
    const leaseMs = 60;
    // Half of it is left to notice that the process was killed.
    office.start({ leaseMs: 2 * leaseMs });
    office.start({ leaseMs: 2 * leaseMs });
    await office.owe(1);
    await expect.poll(async () => (await stored(office.db)).fence, soon).toBe(1);
    for (let half = 0; half < 6; half += 1) {
      office.advance(leaseMs / 2);
      const renewed = office.clock.now() + leaseMs;
      await expect.poll(async () => (await stored(office.db)).leaseUntil, soon).toBe(renewed);
    }
    response.resolve();
    await expect.poll(() => office.done.length, soon).toBe(1);
    expect(office.mostAtOnce()).toBe(1);
    expect(await stored(office.db)).toMatchObject({ fence: 1 });
  });

  it('lost while the process stalled begins no further item', async () => {
    const stall = Promise.withResolvers<void>();
    const office = openOffice((_, item) => (item === 0 ? stall.promise : pause(0)));
    // No free place: the stalled process itself does not take the turn again.
    const limits = { ...sliceLimits, ms: 600_000 };
    office.start({ leaseMs: 60_000, turnsAtOnce: 1, limits });
    await office.owe(1, 3);
    await expect.poll(async () => (await stored(office.db)).fence, soon).toBe(1);
    office.advance(60_000);
    const [other] = await takeAndDie(office.db, office.clock.now(), 60_000);
    expect(other?.fence).toBe(2);
    stall.resolve();
    await expect.poll(() => office.done.length, soon).toBe(1);
    await Promise.all(started.map((scheduler) => scheduler.stop()));
    expect(office.done).toHaveLength(1);
    expect(await stored(office.db)).toMatchObject({ fence: 2, leaseUntil: other?.leaseUntil });
  });

  it('follows when something becomes due while its slice runs', async () => {
    const office = openOffice(async (company, item) => {
      if (item === 0) await office.owe(company, 2);
    });
    office.start();
    await office.owe(1);
    await expect.poll(() => office.doneOf(1).length, soon).toBe(3);
  });

  it.runIf(dialect === 'postgres')('begins when another process tells that it is due', async () => {
    const office = openOffice(() => pause(0));
    await transact(office.db, async (tx) => {
      await tx.insert(turns).values({ ...keyOf(1), dueAt: office.clock.now() + 600_000 });
    });
    office.start({ everyMs: 600_000 });
    await expect.poll(() => office.db.select().from(turns), soon).toHaveLength(1);
    office.owes(1);
    // As another process does, which this one's own hints do not reach.
    const tell = () =>
      transact(office.db, async (tx) => {
        await tx.update(turns).set({ dueAt: office.clock.now() });
        await sendSignal(tx, turnsChannel);
        return office.done.length;
      });
    await expect.poll(tell, soon).toBe(1);
  });

  it('is worked on in the background', async () => {
    const reasons: object[] = [];
    const office = openOffice(async () => reasons.push(currentReason()));
    office.start();
    await office.owe(1);
    await expect.poll(() => reasons, soon).toEqual([{ urgency: 'background', cause: 'test' }]);
  });
});

it('stopping waits for the slices that run, and begins no other item', async () => {
  const response = Promise.withResolvers<void>();
  let begun = 0;
  const office = openOffice(() => {
    begun += 1;
    return response.promise;
  });
  const scheduler = office.start();
  await office.owe(1, 5);
  await expect.poll(() => begun, soon).toBe(1);
  const stopped = scheduler.stop();
  await office.owe(2);
  response.resolve();
  await stopped;
  expect(office.done).toHaveLength(1);
  expect(await stored(office.db)).toMatchObject({ leaseUntil: null });
});

const stored = async (db: Db) => {
  const [turn] = await db.select().from(turns);
  if (!turn) throw new Error('There is no turn');
  return turn;
};
