import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { jobNames, type Turn, turns } from './tables.ts';
import { giveBack, makeDue, renewTurn, takeTurns } from './turns.ts';

const leaseMs = 100;
const companies = [1, 2, 3];

/** Random events, in sequence or concurrently, of two processes on one database. */
const event = fc.oneof(
  fc.record({
    does: fc.constant('write' as const),
    companyId: fc.constantFrom(...companies),
    after: fc.nat({ max: 150 }),
  }),
  fc.record({ does: fc.constant('take' as const), limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ does: fc.constant('work' as const), which: fc.nat(), items: fc.nat({ max: 3 }) }),
  fc.record({ does: fc.constant('renew' as const), which: fc.nat() }),
  fc.record({ does: fc.constant('kill' as const), which: fc.nat() }),
  fc.record({ does: fc.constant('wait' as const), ms: fc.nat({ max: 2 * leaseMs }) }),
);

type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;
const succeeded = { failures: 0, failingSince: null, failureCode: null };

type Working = Turn & { until: number };

/** Due items per company, which play the role of operations. */
const openTurnsFixture = (db: Db) => {
  const owed = new Map(companies.map((companyId) => [companyId, [] as number[]]));
  let now = 1_000;
  let working: Working[] = [];

  const itemsOf = (companyId: number) => owed.get(companyId) ?? [];
  const pick = (which: number) => working[which % Math.max(1, working.length)];
  const drop = (turn: Working) => {
    working = working.filter((one) => one !== turn);
  };

  const take = async (limit: number) => {
    // Time may pass while the lease is taken.
    const at = now;
    const taken = await takeTurns(db, { now: at, leaseMs, limit, failing: true, jobs: jobNames });
    for (const turn of taken) {
      const others = working.filter(({ companyId }) => companyId === turn.companyId);
      expect(others.filter(({ until }) => until > now)).toEqual([]);
      working.push({ ...turn, until: at + leaseMs });
    }
    return taken.length;
  };

  /** Handles some items and releases the turn, unless the lease has expired. */
  const work = async (turn: Working, items: number) => {
    drop(turn);
    const due = itemsOf(turn.companyId).filter((at) => at <= now);
    if (turn.until > now) {
      for (const item of due.slice(0, items)) {
        itemsOf(turn.companyId).splice(itemsOf(turn.companyId).indexOf(item), 1);
      }
    }
    await giveBack(db, turn, succeeded, async () => {
      const left = itemsOf(turn.companyId);
      return left.length === 0 ? null : { at: Math.min(...left), urgent: false };
    });
  };

  const happen = async (happening: Event): Promise<unknown> => {
    switch (happening.does) {
      case 'write':
        return transact(db, async (tx) => {
          const at = now + happening.after;
          itemsOf(happening.companyId).push(at);
          await makeDue(
            tx,
            { companyId: happening.companyId, realmId: '9', job: 'quickbooks' },
            at,
            now,
          );
        });
      case 'take':
        return take(happening.limit);
      case 'wait':
        now += happening.ms;
        return null;
      default: {
        const turn = pick(happening.which);
        if (!turn) return null;
        if (happening.does === 'work') return work(turn, happening.items);
        if (happening.does === 'kill') return drop(turn);
        const at = now;
        if (await renewTurn(db, turn, { now: at, leaseMs })) turn.until = at + leaseMs;
        else turn.until = 0;
        return null;
      }
    }
  };

  /** Ends all kills and lets time pass; items left over afterwards were forgotten. */
  const left = async () => {
    working = [];
    for (let round = 0; round < 20; round += 1) {
      now += leaseMs;
      await take(100);
      for (const turn of working) await work(turn, Infinity);
    }
    return [...owed.values()].flat();
  };
  return { happen, left };
};

it('never forgets due work and never leases a company to two processes', async () => {
  // One for all histories: on PostgreSQL, a database takes a second to make and to drop.
  const db = openTestDatabase();
  const history = fc.array(fc.record({ event, beside: fc.option(event) }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      await transact(db, (tx) => tx.delete(turns));
      const fixture = openTurnsFixture(db);
      for (const { event, beside } of steps) {
        await Promise.all([fixture.happen(event), beside && fixture.happen(beside)]);
      }
      expect(await fixture.left()).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 120_000);
