import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { Db } from '../db/database.ts';
import { StorageError } from '../db/storage-error.ts';
import { turns } from '../scheduler/tables.ts';
import { secretsOf } from '../testing/secrets-of.ts';
import { tokenFixture } from '../testing/token-fixture.ts';

const fixture = tokenFixture();

describe('when Intuit does not answer', () => {
  it.each([
    ['a reset before', { fault: 'reset-before' }],
    ['500', { fault: 'status', status: 500 }],
    ['503 with a page', { fault: 'status', status: 503, body: '<html>', contentType: 'text/html' }],
    ['no answer at all', { fault: 'hang' }],
    [
      '400 with another reason',
      { fault: 'status', status: 400, body: '{"error":"invalid_client"}' },
    ],
  ])('(%s) the tokens stay and the next try succeeds', async (_name, what) => {
    const access = fixture.keeper();
    fixture.anHourLater();
    await fixture.fault(what);
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
    expect(await fixture.row()).toMatchObject({ state: 'active', version: 0, leaseOwner: null });
    expect(await fixture.opensBooks(await access.token(fixture.connectionId))).toBe(true);
  });

  it('an answer that got lost costs nothing while the refresh token stays the same', async () => {
    await fixture.settings({ rotation: 'daily' });
    const access = fixture.keeper();
    fixture.anHourLater();
    await fixture.fault({ fault: 'reset-after' });
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
    expect(await fixture.opensBooks(await access.token(fixture.connectionId))).toBe(true);
  });

  it('a token that is good for some seconds more is still used', async () => {
    const access = fixture.keeper();
    const token = await access.token(fixture.connectionId);
    fixture.clock.advance(3_570_000);
    await fixture.fault({ fault: 'status', status: 500 });
    expect(await access.token(fixture.connectionId)).toBe(token);
    await fixture.fault({ fault: 'status', status: 500 });
    await expect(access.tokenAfter(fixture.connectionId, token)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  });
});

describe('when Intuit refuses the refresh token', () => {
  const refuse = (times = 1) =>
    fixture.fault({ fault: 'status', status: 400, body: '{"error":"invalid_grant"}', times });

  it('the connection is broken, told once in the audit log, and Intuit is not asked again', async () => {
    const access = fixture.keeper();
    fixture.anHourLater();
    await refuse(10);
    for (const _try of [1, 2, 3]) {
      await expect(access.token(fixture.connectionId)).rejects.toMatchObject({
        code: 'connection_broken',
      });
    }
    expect(await fixture.refreshes()).toBe(1);
    expect(await fixture.row()).toMatchObject({ state: 'broken', version: 0 });
    const told = await fixture.db().select().from(auditEntries);
    expect(told).toMatchObject([
      { action: 'connection_broken', companyId: 1, userId: 2, realmId: fixture.realmId },
    ]);
  });

  it('although another process stored newer tokens meanwhile, those are used', async () => {
    const access = fixture.keeper();
    fixture.anHourLater();
    await refuse();
    await fixture.slow(300);
    const asked = access.token(fixture.connectionId);
    await expect.poll(async () => (await fixture.row())?.leaseOwner).not.toBeNull();
    const newer = {
      accessToken: fixture.seal('newer'),
      expiresAt: fixture.clock.now() + 3_600_000,
      version: 1,
      leaseOwner: null,
      leaseUntil: null,
    };
    await fixture.change(newer);
    expect(await asked).toBe('newer');
    expect((await fixture.row())?.state).toBe('active');
  });

  it('because a slow process got the answer, that answer heals the connection', async () => {
    const slow = fixture.keeper();
    const other = fixture.keeper();
    fixture.anHourLater();
    await fixture.fault({ fault: 'late', delayMs: 1_000 });
    const answered = slow.token(fixture.connectionId);
    await expect.poll(fixture.refreshes).toBe(1);
    fixture.clock.advance(fixture.leaseMs);
    await expect(other.token(fixture.connectionId)).rejects.toMatchObject({
      code: 'connection_broken',
    });
    expect(await fixture.opensBooks(await answered)).toBe(true);
    expect(await fixture.row()).toMatchObject({ state: 'active', version: 1 });
    // Operations that waited while it was broken go on.
    const due = await fixture
      .dependencies()
      .db.select()
      .from(turns)
      .where(eq(turns.job, 'quickbooks'));
    expect(due).toMatchObject([{ dueAt: 0 }]);
    expect(await fixture.opensBooks(await other.token(fixture.connectionId))).toBe(true);
  });
});

it('an answer for a connection that ended meanwhile is dropped', async () => {
  const access = fixture.keeper();
  fixture.anHourLater();
  await fixture.fault({ fault: 'late', delayMs: 500 });
  const asked = access.token(fixture.connectionId);
  await expect.poll(fixture.refreshes).toBe(1);
  await fixture.change({ state: 'ended', accessToken: '', refreshToken: '' });
  await expect(asked).rejects.toMatchObject({ code: 'not_connected' });
  expect(await fixture.row()).toMatchObject({ state: 'ended', accessToken: '', refreshToken: '' });
});

it('no secret reaches the log', async () => {
  const { settings } = fixture.dependencies();
  const access = fixture.keeper();
  const secrets = [settings.quickbooks.clientSecret];
  const remember = async () => {
    const row = await fixture.row();
    for (const sealed of [row?.accessToken, row?.refreshToken]) {
      if (sealed) secrets.push(fixture.open(sealed) ?? '');
    }
  };
  await remember();
  fixture.anHourLater();
  const faults = [
    { fault: 'hang' },
    { fault: 'status', status: 500, body: secrets.join(' ') },
    { fault: 'status', status: 400, body: JSON.stringify({ error: secrets[1] }) },
  ];
  for (const what of faults) {
    await fixture.fault(what);
    await expect(access.token(fixture.connectionId)).rejects.toThrow();
  }
  await access.token(fixture.connectionId);
  await remember();
  fixture.anHourLater();
  await fixture.fault({ fault: 'status', status: 400, body: '{"error":"invalid_grant"}' });
  await expect(access.token(fixture.connectionId)).rejects.toThrow();
  expect(fixture.logged.length).toBeGreaterThan(3);
  expect(secrets.every((secret) => secret.length > 8)).toBe(true);
  for (const secret of secrets) expect(fixture.logged.join('')).not.toContain(secret);
});

describe('new tokens that cannot be stored', () => {
  /** The bench's database, whose writes after the first `good` ones fail until `repair`. */
  const brokenAfter = (good: number) => {
    const db = fixture.db();
    let left = good;
    let broken = true;
    const writer: Db['writer'] = {
      run(work) {
        if (broken && left === 0) {
          return Promise.reject(new StorageError('full', 'SQLITE_FULL'));
        }
        left -= 1;
        return db.writer.run(work);
      },
    };
    const repair = () => {
      broken = false;
    };
    return { db: Object.create(db, { writer: { value: writer } }) as Db, repair };
  };

  it('are not used before, and neither lost nor asked for again', async () => {
    // The lease is stored, the response is not.
    const { db, repair } = brokenAfter(1);
    const access = fixture.keeper(db);
    fixture.anHourLater();
    const unavailable = { code: 'quickbooks_unavailable' };
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject(unavailable);
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject(unavailable);
    expect(await fixture.row()).toMatchObject({ version: 0 });
    repair();
    expect(await fixture.opensBooks(await access.token(fixture.connectionId))).toBe(true);
    expect(await fixture.row()).toMatchObject({ version: 1, state: 'active', leaseOwner: null });
    expect(await fixture.refreshes()).toBe(1);
    // The refresh token that was rotated meanwhile is the stored one.
    fixture.anHourLater();
    expect(await fixture.opensBooks(await fixture.keeper().token(fixture.connectionId))).toBe(true);
  });

  it('are stored in the background when nobody asks', async () => {
    const { db, repair } = brokenAfter(1);
    fixture.anHourLater();
    await expect(fixture.keeper(db).token(fixture.connectionId)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
    repair();
    await expect.poll(async () => (await fixture.row())?.version).toBe(1);
    expect(fixture.logged.join()).toContain('new tokens cannot be stored yet');
    for (const secret of await secretsOf(fixture.dependencies())) {
      expect(fixture.logged.join()).not.toContain(secret);
    }
  });
});
