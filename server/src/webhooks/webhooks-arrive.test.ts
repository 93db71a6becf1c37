import { beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import { operations } from '../operations/tables.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { webhookEvents } from './tables.ts';
import { webhooksArrive } from './webhooks-arrive.ts';

const minute = 60_000;
const key = { companyId: 1, realmId: '9' };
const now = 1_000_000 * minute;

let db: Db;
beforeEach(() => {
  db = openTestDatabase();
});

type Kind = (typeof operations.$inferInsert)['kind'];

/** Writes of ours, `minutesAgo`, each to an invoice of its own: 1, 2, 3 … */
const wrote = (minutesAgo: number[], kind: Kind = 'void_invoice') =>
  transact(db, (tx) =>
    tx.insert(operations).values(
      minutesAgo.map((ago, index) => ({
        ...key,
        id: `${kind} ${ago}`,
        kind,
        subject: kind === 'create_invoice' ? ('draft' as const) : ('invoice' as const),
        subjectId: kind === 'create_invoice' ? `draft ${index}` : `${index + 1}`,
        resultId: kind === 'create_invoice' ? `${index + 1}` : null,
        userId: 2,
        requestId: `${kind} ${ago}`,
        data: {},
        state: 'done' as const,
        sentAt: now - ago * minute,
        lastSentAt: now - ago * minute,
      })),
    ),
  );

const received = (
  minutesAgo: number,
  entityId: string,
  entity: 'Invoice' | 'Customer' = 'Invoice',
) =>
  transact(db, (tx) =>
    tx.insert(webhookEvents).values({
      ...key,
      entity,
      entityId,
      operation: 'updated',
      eventTime: `${minutesAgo}`,
      receivedAt: now - minutesAgo * minute,
    }),
  );

const arrive = async (realmKey = key, known?: Parameters<typeof webhooksArrive>[3]) =>
  (await webhooksArrive(db, realmKey, now, known)).arrive;

describe('webhooks', () => {
  it('are not known to arrive before anything happened', async () => {
    expect(await arrive()).toBe('unknown');
    await wrote([60, 120]);
    expect(await arrive()).toBe('unknown');
  });

  it('arrive when an event came', async () => {
    await received(5, '77');
    expect(await arrive()).toBe('yes');
    expect(await arrive({ ...key, realmId: '8' })).toBe('unknown');
  });

  it('do not arrive when the events of three writes are missing', async () => {
    await received(400, '1');
    await wrote([60, 120, 180]);
    expect(await arrive()).toBe('no');
  });

  it('arrive when one of the last three writes has its event', async () => {
    await wrote([60, 120, 180], 'create_invoice');
    await received(119, '2');
    expect(await arrive()).toBe('yes');
  });

  it('arrive again with the first event after the last write', async () => {
    await wrote([60, 120, 180]);
    await received(30, '77');
    expect(await arrive()).toBe('yes');
  });

  it('are not proven by events of customers only', async () => {
    await wrote([60, 120, 180]);
    await received(30, '77', 'Customer');
    expect(await arrive()).toBe('no');
  });

  it('have some minutes for each event', async () => {
    await received(400, '1');
    await wrote([1, 2, 3]);
    expect(await arrive()).toBe('yes');
  });

  it('still arrive when nothing has happened since they last did', async () => {
    const seenAt = now - 60 * 24 * 60 * minute;
    expect(await arrive(key, { seenAt, missedAt: null })).toBe('yes');
    await wrote([60, 120]);
    expect(await arrive(key, { seenAt, missedAt: null })).toBe('unknown');
    await wrote([180]);
    expect(await arrive(key, { seenAt, missedAt: null })).toBe('no');
  });

  it('are in doubt from a missed event until the next one', async () => {
    const known = { seenAt: now - 100 * minute, missedAt: now - 50 * minute };
    await received(90, '77');
    expect(await arrive(key, known)).toBe('unknown');
    await wrote([60, 120, 180]);
    await received(119, '2');
    expect(await arrive(key, known)).toBe('unknown');
    await received(10, '78');
    expect(await arrive(key, known)).toBe('yes');
  });
});
