import { beforeEach, describe, expect, test } from 'vitest';
import type { Dependencies } from '../context.ts';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { type FixedClock, fixedClock } from '../testing/fixed-clock.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { begin, change, enqueue, finish, isBusy, noteSent, take } from './store.ts';
import type { Operation } from './tables.ts';

const key = { companyId: 1, realmId: '9' };
const subject = { ...key, subject: 'invoice' as const, subjectId: '145' };

let db: Db;
let clock: FixedClock;
beforeEach(() => {
  db = openTestDatabase();
  clock = fixedClock();
});

/** The length of a lease: six calls of a second each and fifteen seconds of margin. */
const leaseMs = 21_000;

const dependencies = () => {
  const settings = { quickbooks: { timeoutMs: 1_000 } } as Dependencies['settings'];
  return { db, clock, settings };
};

const named = (id: string) => ({
  ...subject,
  id,
  kind: 'void_invoice' as const,
  userId: 2,
  requestId: `${id}-0`,
  body: null,
  data: {},
});

const write = (id: string, changes: object = {}) =>
  transact(db, (tx) => begin(tx, dependencies(), { ...named(id), ...changes }));

const required = (operation: Operation | null): Operation => {
  if (!operation) throw new Error('Another operation is open');
  return operation;
};

const written = async (id: string) => required(await write(id));

describe('begin', () => {
  test('stores one open operation per subject, and another once the first has ended', async () => {
    const first = await written('a');
    expect(await write('b')).toBeNull();
    expect(await isBusy(db, subject)).toBe(true);
    await transact(db, (tx) => finish(tx, first, { state: 'refused' }));
    expect(await isBusy(db, subject)).toBe(false);
    expect(await write('b')).not.toBeNull();
  });

  test.each(['waiting', 'sending', 'unconfirmed', 'asking'] as const)(
    'refuses a second operation while the first is %s',
    async (state) => {
      const first = await written('a');
      await transact(db, (tx) => change(tx, first, { state, leaseUntil: null }, 0));
      expect(await write('b')).toBeNull();
    },
  );

  test.each([
    { companyId: 2 },
    { realmId: '8' },
    { subject: 'customer' as const },
    { subjectId: '146' },
  ])('keeps the operations of %j apart', async (other) => {
    await written('a');
    expect(await write('b', other)).not.toBeNull();
  });
});

describe('a lease', () => {
  test('belongs to the worker that began the operation until it expires', async () => {
    const operation = await written('a');
    clock.advance(leaseMs);
    expect(await take(dependencies(), operation)).toBeNull();
    clock.advance(1);
    expect(await take(dependencies(), operation)).not.toBeNull();
  });

  test('is given to only one of two workers', async () => {
    const waiting = await transact(db, (tx) => enqueue(tx, named('a'), clock.now()));
    const operation = required(waiting);
    const both = await Promise.all([
      take(dependencies(), operation),
      take(dependencies(), operation),
    ]);
    expect(both.filter((taken) => taken !== null)).toHaveLength(1);
  });

  test('that expired while sending marks the operation as unconfirmed and sent until then', async () => {
    const operation = await written('a');
    clock.advance(leaseMs + 1);
    expect(await take(dependencies(), operation)).toMatchObject({
      state: 'unconfirmed',
      lastSentAt: operation.sentAt + leaseMs,
    });
  });

  test('includes requests that were sent after the operation was read as due', async () => {
    const due = await written('a');
    clock.advance(leaseMs + 1);
    await noteSent(dependencies(), due);
    clock.advance(leaseMs + 1);
    expect(await take(dependencies(), due)).toMatchObject({
      lastSentAt: due.sentAt + 2 * leaseMs + 1,
    });
  });

  test('that was lost lets its worker write nothing, also after the operation has ended', async () => {
    const operation = await written('a');
    clock.advance(leaseMs + 1);
    const taken = await take(dependencies(), operation);
    if (!taken) throw new Error('The lease has not run out');
    const late = (worker: Operation) =>
      transact(db, (tx) => finish(tx, worker, { state: 'refused' }));
    expect(await late(operation)).toBe(false);
    expect(await late(taken)).toBe(true);
    expect(await late(taken)).toBe(false);
    expect(await take(dependencies(), taken)).toBeNull();
  });
});
