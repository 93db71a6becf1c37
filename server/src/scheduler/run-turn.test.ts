import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { makePipedriveLimits } from '../pipedrive/limits.ts';
import { makeRealmPermits } from '../rate-limits/realm-permits.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { testSettings } from '../testing/test-settings.ts';
import type { Job } from './job.ts';
import { runTurn, sliceLimits, turnLeaseMs } from './run-turn.ts';
import { jobNames, turns } from './tables.ts';
import { makeDue, takeTurns } from './turns.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const passes = (ms: number) => vi.advanceTimersByTime(ms);
const long = sliceLimits.slowItemMs + 1;

const open = () => {
  const db = openTestDatabase();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const settings = testSettings({ quickbooksUrl: 'http://q.test', pipedriveUrl: 'http://p.test' });
  const quickbooks = { ...settings.quickbooks };
  quickbooks.limits = { ...quickbooks.limits, concurrent: 1 };
  const clock = systemClock;
  return {
    db,
    permits: makeRealmPermits({ db, clock, log, settings: quickbooks }),
    /** Runs a turn with one item; returns how many turns of the company have failed in a row. */
    async failuresAfter(item: () => Promise<unknown>) {
      const job: Job = {
        cause: 'test',
        work: (_doors, _turn, slice) => slice.item(item),
        next: async () => null,
      };
      const key = { companyId: 1, realmId: '9', job: 'quickbooks' } as const;
      const now = clock.now();
      await transact(db, (tx) => makeDue(tx, key, now, now));
      const wanted = { now, leaseMs: 60_000, limit: 1, failing: true, jobs: jobNames };
      const [turn] = await takeTurns(db, wanted);
      if (!turn) throw new Error('No turn is due');
      const running = { limits: sliceLimits, signal: new AbortController().signal, onSlow() {} };
      await runTurn({ db, clock, log, settings } as unknown as Dependencies, job, turn, running);
      const [stored] = await db.select().from(turns);
      return stored?.failures;
    },
  };
};

describe('an item that takes long', () => {
  it('counts as a failure of the vendor', async () => {
    const { failuresAfter } = open();
    expect(await failuresAfter(async () => passes(long))).toBe(1);
    expect(await failuresAfter(async () => passes(long - 1))).toBe(0);
  });

  it('is no failure when it waited for a permit of its realm', async () => {
    const { failuresAfter, permits } = open();
    const held = await permits.take('9', { batch: false });
    const failures = failuresAfter(async () => {
      const permit = permits.take('9', { batch: false });
      passes(long);
      held.release();
      (await permit).release();
    });
    expect(await failures).toBe(0);
    await permits.close();
  });

  it('is a failure when the vendor was slow after the wait for a permit', async () => {
    const { failuresAfter, permits } = open();
    const held = await permits.take('9', { batch: false });
    const failures = failuresAfter(async () => {
      const permit = permits.take('9', { batch: false });
      passes(long);
      held.release();
      (await permit).release();
      passes(long);
    });
    expect(await failures).toBe(1);
    await permits.close();
  });

  it('excludes the time in which several requests wait only once', async () => {
    const { failuresAfter, permits } = open();
    const held = await permits.take('9', { batch: false });
    const failures = failuresAfter(async () => {
      const waiting = [1, 2].map(() => permits.take('9', { batch: false }));
      passes(long);
      held.release();
      for (const permit of waiting) (await permit).release();
      passes(long);
    });
    expect(await failures).toBe(1);
    await permits.close();
  });

  it('is no failure when it waited for the burst limit of a Pipedrive user', async () => {
    const { failuresAfter } = open();
    const clock = fixedClock();
    const limits = makePipedriveLimits(clock);
    const user = { companyId: 1, userId: 2 };
    await limits.before(user);
    limits.after(user, 429, new Headers({ 'x-ratelimit-reset': '1' }));
    const failures = failuresAfter(async () => {
      const request = limits.before(user);
      passes(long);
      clock.advance(1_000);
      await request;
    });
    expect(await failures).toBe(0);
  });
});

describe('the lease of a turn', () => {
  it('ends early enough to detect a killed process within the configured time', () => {
    const limits = { items: 1, ms: 2_000, slowItemMs: 1 };
    const leaseOf = (leaseMs: number) =>
      turnLeaseMs({ leaseMs, everyMs: 1_000, turnsAtOnce: 1 }, limits);
    expect(leaseOf(15_000)).toBe(12_000);
    expect(leaseOf(4_000)).toBe(2_000);
  });
});
