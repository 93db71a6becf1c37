import { describe, expect, it } from 'vitest';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import { breakStorage } from '../testing/break-storage.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { testSettings } from '../testing/test-settings.ts';
import { inBackground } from '../vendor-calls/urgency.ts';
import { makeRealmPermits } from './realm-permits.ts';
import { realmPermits } from './tables.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const realClock: Clock = { now: () => Date.now() };

const open = (db: Db, env: Record<string, string> = {}, clock = realClock) =>
  makeRealmPermits({
    db,
    log,
    clock,
    settings: testSettings({ quickbooksUrl: 'http://q.test', pipedriveUrl: 'http://p.test' }, env)
      .quickbooks,
  });

const oneAtATime = { QUICKBOOKS_CALLS_AT_ONCE: '1', QUICKBOOKS_TIMEOUT_MS: '300' };
const call = { batch: false };

const rows = (db: Db) => db.select().from(realmPermits);

describe('permits of a realm', () => {
  it('are leased to one process at a time, and to the next after release', async () => {
    const db = openTestDatabase();
    const [one, two] = [
      open(db, oneAtATime),
      open(db, { ...oneAtATime, QUICKBOOKS_TIMEOUT_MS: '5000' }),
    ];
    const first = await one.take('9', call);
    const second = two.take('9', call);
    const other = await two.take('10', call);
    other.release();
    const early = await Promise.race([
      second,
      new Promise((done) => setTimeout(done, 400, 'waits')),
    ]);
    expect(early).toBe('waits');
    first.release();
    (await second).release();
    await Promise.all([one.close(), two.close()]);
  });

  it('are refused with quickbooks_busy when none becomes free in time', async () => {
    const db = openTestDatabase();
    const permits = open(db, oneAtATime);
    const held = await permits.take('9', call);
    const waiting = inBackground('operations', () => permits.take('9', call));
    await expect(waiting).rejects.toMatchObject({
      code: 'quickbooks_busy',
      details: { retryAfter: expect.any(Number) },
    });
    held.release();
    await permits.close();
  });

  it('write to the database once, not for each call', async () => {
    const db = openTestDatabase();
    const permits = open(db);
    (await permits.take('9', call)).release();
    const [before] = await rows(db);
    for (let n = 0; n < 20; n += 1) (await permits.take('9', call)).release();
    expect((await rows(db))[0]).toEqual(before);
    await permits.close();
  });

  it('of a killed process are available to the next process after freeAll', async () => {
    const db = openTestDatabase();
    const killed = open(db, oneAtATime);
    await killed.take('9', call);
    const next = open(db, oneAtATime);
    await expect(inBackground('operations', () => next.take('9', call))).rejects.toMatchObject({
      code: 'quickbooks_busy',
    });
    await next.freeAll();
    (await next.take('9', call)).release();
    await next.close();
  });

  it('keep their gap across a restart that follows many calls', async () => {
    const db = openTestDatabase();
    const env = { QUICKBOOKS_CALLS_AT_ONCE: '2', QUICKBOOKS_CALLS_PER_MINUTE: '120' };
    const killed = open(db, env);
    const startedAt = Date.now();
    for (let n = 0; n < 2; n += 1) (await killed.take('9', call)).release();
    const next = open(db, env);
    await next.freeAll();
    (await next.take('9', call)).release();
    // 120 a minute in 2 slots means one second between two starts in a slot.
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_000);
    await next.close();
  });

  it('have their rows deleted once the state is outdated', async () => {
    const db = openTestDatabase();
    let now = Date.now();
    const clock = { now: () => now };
    const permits = open(db, {}, clock);
    for (const realm of ['9', '10']) (await permits.take(realm, call)).release();
    await permits.close();
    expect(await rows(db)).toHaveLength(2);
    now += 200_000;
    const next = open(db, {}, clock);
    (await next.take('11', call)).release();
    await next.close();
    expect(await rows(db)).toHaveLength(1);
  });

  it('are refused while the database is read-only, and granted again afterwards', async () => {
    const db = openTestDatabase();
    const permits = open(db);
    const repair = await breakStorage(db, 'read_only');
    const unavailable = { code: 'storage_unavailable' };
    await expect(permits.take('9', call)).rejects.toMatchObject(unavailable);
    await repair();
    await expect.poll(() => permits.take('9', call).catch(() => null)).not.toBeNull();
  });
});
