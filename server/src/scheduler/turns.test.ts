import { describe, expect, it } from 'vitest';
import type { Db } from '../db/database.ts';
import { dialect } from '../db/dialect.ts';
import { transact } from '../db/transact.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { inBackground } from '../vendor-calls/urgency.ts';
import { jobNames, type Turn, type TurnKey, turns } from './tables.ts';
import {
  type Due,
  giveBack,
  makeDue,
  makeDueLater,
  renewTurn,
  takeTurns,
  turnsChannel,
} from './turns.ts';
import { onWake } from './wake.ts';

const leaseMs = 1_000;

const keyOf = (companyId: number, job: TurnKey['job'] = 'quickbooks'): TurnKey => ({
  companyId,
  realmId: '9',
  job,
});

/**
 * A database for callers in two processes. Work is written in the background unless stated
 * otherwise.
 */
const open = () => {
  const db = openTestDatabase();
  const due = (companyId: number, at: number, as = inBackground<Promise<void>>) =>
    as('test', () => transact(db, (tx) => makeDue(tx, keyOf(companyId), at, at)));
  const take = (now: number, limit = 100, failing = true) =>
    takeTurns(db, { now, leaseMs, limit, failing, jobs: jobNames });
  const give = (turn: Turn, next: Due | null = null, failures = 0) =>
    giveBack(db, turn, { failures, failingSince: null, failureCode: null }, async () => next);
  return { db, due, take, give };
};

const succeeded = { failures: 0, failingSince: null, failureCode: null };

const companies = (taken: Turn[]) => taken.map(({ companyId }) => companyId);

const one = (taken: Turn[]): Turn => {
  const [turn] = taken;
  if (!turn || taken.length > 1) throw new Error(`${taken.length} turns were taken`);
  return turn;
};

const stored = async (db: Db) => one(await db.select().from(turns));

const user = (_cause: string, work: () => Promise<void>) => work();

describe('a turn', () => {
  it('is taken once it is due, by one of two processes', async () => {
    const { due, take } = open();
    await due(1, 10);
    expect(await take(9)).toEqual([]);
    const both = await Promise.all([take(10), take(10)]);
    expect(both.flat()).toHaveLength(1);
  });

  it('only moves to an earlier time, and stays one row', async () => {
    const { db, due } = open();
    for (const at of [20, 10, 30]) await due(1, at);
    expect(await stored(db)).toMatchObject({ dueAt: 10 });
  });

  it('is not taken again while it is leased, whatever becomes due', async () => {
    const { due, take, give } = open();
    await due(1, 10);
    const turn = one(await take(10));
    await due(1, 11);
    expect(await take(500)).toEqual([]);
    expect(await give(turn, { at: 11, urgent: false })).toBe(true);
    expect(one(await take(500)).fence).toBe(turn.fence + 1);
  });

  it('of a killed process is taken by another once the lease has expired', async () => {
    const { due, take } = open();
    await due(1, 10);
    await take(10);
    expect(await take(10 + leaseMs - 1)).toEqual([]);
    expect(await take(10 + leaseMs)).toHaveLength(1);
  });

  it('stays leased while its process renews the lease', async () => {
    const { db, due, take, give } = open();
    await due(1, 10);
    const turn = one(await take(10));
    expect(await renewTurn(db, turn, { now: 900, leaseMs })).toBe(true);
    expect(await take(10 + leaseMs)).toEqual([]);
    expect(await give(turn)).toBe(true);
  });

  it('is neither renewed nor released by a stalled process that lost it', async () => {
    const { db, due, take, give } = open();
    await due(1, 10);
    const stalled = one(await take(10));
    const afterExpiry = 10 + leaseMs;
    expect(await renewTurn(db, stalled, { now: afterExpiry, leaseMs })).toBe(false);
    const turn = one(await take(afterExpiry));
    expect(await renewTurn(db, stalled, { now: afterExpiry + 1, leaseMs })).toBe(false);
    expect(await give(stalled, { at: 99_999, urgent: false }, 7)).toBe(false);
    expect(await stored(db)).toMatchObject({ leaseUntil: afterExpiry + leaseMs, failures: 0 });
    expect(await give(turn)).toBe(true);
  });

  it('is due again when work becomes due while it is released', async () => {
    const { db, due, take } = open();
    await due(1, 10);
    const turn = one(await take(10));
    const read = Promise.withResolvers<void>();
    const given = giveBack(db, turn, succeeded, async () => {
      await read.promise;
      return null;
    });
    const late = due(1, 50);
    read.resolve();
    await Promise.all([given, late]);
    expect(await stored(db)).toMatchObject({ dueAt: 50, leaseUntil: null });
  });

  it('becomes due and wakes schedulers only when the transaction commits', async () => {
    const { db } = open();
    let hints = 0;
    const stop = onWake(() => {
      hints += 1;
    });
    const failing = transact(db, async (tx) => {
      await makeDue(tx, keyOf(1), 10, 10);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect([hints, await db.select().from(turns)]).toEqual([0, []]);
    await transact(db, async (tx) => {
      await makeDue(tx, keyOf(1), 10, 10);
      await makeDue(tx, keyOf(2), 10, 10);
      expect(hints).toBe(0);
    });
    expect(hints).toBe(1);
    stop();
  });
});

describe('work that becomes due', () => {
  it('now is signalled to this process and to others; later work is not', async () => {
    const { db } = open();
    await transact(db, async () => null);
    const signals = { here: 0, elsewhere: 0 };
    const stop = onWake(() => {
      signals.here += 1;
    });
    const unlisten = db.listen(turnsChannel, () => {
      signals.elsewhere += 1;
    });
    // PostgreSQL's listener reports once when it connects; SQLite has no other processes.
    const others = dialect === 'postgres' ? 1 : 0;
    await expect.poll(() => signals.elsewhere).toBe(others);
    await transact(db, (tx) => makeDue(tx, keyOf(1), 11, 10));
    await transact(db, (tx) => makeDueLater(tx, keyOf(2), 11));
    expect(signals.here).toBe(0);
    await transact(db, (tx) => makeDue(tx, keyOf(3), 10, 10));
    await expect.poll(() => signals).toEqual({ here: 1, elsewhere: 2 * others });
    await transact(db, (tx) => makeDue(tx, keyOf(4), 9, 10));
    await expect.poll(() => signals).toEqual({ here: 2, elsewhere: 3 * others });
    stop();
    await unlisten();
  });
});

describe('the order of turns', () => {
  it('starts with the company served longest ago', async () => {
    const { due, take, give } = open();
    for (const companyId of [1, 2, 3]) await due(companyId, 10);
    const order: number[] = [];
    for (let now = 10; now < 16; now += 1) {
      const turn = one(await take(now, 1));
      order.push(turn.companyId);
      await give(turn, { at: now, urgent: false });
    }
    expect(order).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('prefers a company that had nothing due to one that always has', async () => {
    const { due, take, give } = open();
    await due(1, 10);
    for (let now = 10; now < 20; now += 1) {
      await give(one(await take(now, 1)), { at: now, urgent: false });
    }
    await due(2, 20);
    expect(companies(await take(20, 1))).toEqual([2]);
  });

  it.each([
    { servedAt: 50_000, first: 'the user', order: [2, 1] },
    {
      servedAt: 70_000,
      first: 'the background, which was served over a minute earlier',
      order: [1, 2],
    },
  ])('starts with $first when the turn of a waiting user was served at $servedAt', async (of) => {
    const { due, take, give } = open();
    for (const [companyId, now] of [
      [1, 5_000],
      [2, of.servedAt],
    ] as const) {
      await due(companyId, now);
      await give(one(await take(now)));
    }
    await due(1, 80_000);
    await due(2, 80_000, user);
    expect(companies(await take(80_000))).toEqual(of.order);
  });

  it('puts turns of killed processes before those of users and of others', async () => {
    const { due, take, give } = open();
    await due(1, 10);
    await give(one(await take(10)));
    await due(1, 20);
    const killed = one(await take(20));
    await due(2, 30);
    await due(3, 30, user);
    expect(companies(await take(killed.leaseUntil ?? 0))).toEqual([1, 3, 2]);
  });

  it('skips turns that failed last time on request', async () => {
    const { due, take, give } = open();
    await due(1, 10);
    await give(one(await take(10)), { at: 10, urgent: false }, 1);
    await due(2, 10);
    expect(companies(await take(10, 100, false))).toEqual([2]);
    expect(companies(await take(10))).toEqual([1]);
  });
});
