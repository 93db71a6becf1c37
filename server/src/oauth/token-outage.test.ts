import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { Db } from '../db/database.ts';
import { StorageError } from '../db/storage-error.ts';
import { turns } from '../scheduler/tables.ts';
import { secretsOf } from '../testing/secrets-of.ts';
import { tokenFixture } from '../testing/token-fixture.ts';

const fixture = tokenFixture();

describe('when the token endpoint fails', () => {
  it.each([
    ['a connection reset', { fault: 'reset-before' }],
    ['500', { fault: 'status', status: 500 }],
    ['503 with HTML', { fault: 'status', status: 503, body: '<html>', contentType: 'text/html' }],
    ['a time-out', { fault: 'hang' }],
    [
      '400 with another error code',
      { fault: 'status', status: 400, body: '{"error":"invalid_client"}' },
    ],
  ])('keeps the tokens after %s and succeeds at the next attempt', async (_name, fault) => {
    const access = fixture.keeper();
    fixture.expireAccessTokens();
    await fixture.fault(fault);
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
    expect(await fixture.row()).toMatchObject({ state: 'active', version: 0, leaseId: null });
    expect(await fixture.isAccepted(await access.token(fixture.connectionId))).toBe(true);
  });

  it('recovers from a lost response while the refresh token is not rotated', async () => {
    await fixture.settings({ rotation: 'daily' });
    const access = fixture.keeper();
    fixture.expireAccessTokens();
    await fixture.fault({ fault: 'reset-after' });
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
    expect(await fixture.isAccepted(await access.token(fixture.connectionId))).toBe(true);
  });

  it('uses a token that is valid for some more seconds', async () => {
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

  it('marks the connection broken, writes one audit entry and does not call Intuit again', async () => {
    const access = fixture.keeper();
    fixture.expireAccessTokens();
    await refuse(10);
    for (const _try of [1, 2, 3]) {
      await expect(access.token(fixture.connectionId)).rejects.toMatchObject({
        code: 'connection_broken',
      });
    }
    expect(await fixture.refreshes()).toBe(1);
    expect(await fixture.row()).toMatchObject({ state: 'broken', version: 0 });
    const entries = await fixture.db().select().from(auditEntries);
    expect(entries).toMatchObject([
      { action: 'connection_broken', companyId: 1, userId: 2, realmId: fixture.realmId },
    ]);
  });

  it('uses newer tokens that another process stored meanwhile', async () => {
    const access = fixture.keeper();
    fixture.expireAccessTokens();
    await refuse();
    await fixture.slow(300);
    const requested = access.token(fixture.connectionId);
    await expect.poll(async () => (await fixture.row())?.leaseId).not.toBeNull();
    const newer = {
      accessToken: fixture.encrypt('newer'),
      expiresAt: fixture.clock.now() + 3_600_000,
      version: 1,
      leaseId: null,
      leaseUntil: null,
    };
    await fixture.change(newer);
    expect(await requested).toBe('newer');
    expect((await fixture.row())?.state).toBe('active');
  });

  it('makes the connection active again when a slow process still receives tokens', async () => {
    const slow = fixture.keeper();
    const other = fixture.keeper();
    fixture.expireAccessTokens();
    await fixture.fault({ fault: 'late', delayMs: 1_000 });
    const requested = slow.token(fixture.connectionId);
    await expect.poll(fixture.refreshes).toBe(1);
    fixture.clock.advance(fixture.leaseMs);
    await expect(other.token(fixture.connectionId)).rejects.toMatchObject({
      code: 'connection_broken',
    });
    expect(await fixture.isAccepted(await requested)).toBe(true);
    expect(await fixture.row()).toMatchObject({ state: 'active', version: 1 });
    // Operations that waited for the connection are due.
    const due = await fixture
      .dependencies()
      .db.select()
      .from(turns)
      .where(eq(turns.job, 'quickbooks'));
    expect(due).toMatchObject([{ dueAt: 0 }]);
    expect(await fixture.isAccepted(await other.token(fixture.connectionId))).toBe(true);
  });
});

it('drops tokens received after the connection has ended', async () => {
  const access = fixture.keeper();
  fixture.expireAccessTokens();
  await fixture.fault({ fault: 'late', delayMs: 500 });
  const requested = access.token(fixture.connectionId);
  await expect.poll(fixture.refreshes).toBe(1);
  await fixture.change({ state: 'ended', accessToken: '', refreshToken: '' });
  await expect(requested).rejects.toMatchObject({ code: 'not_connected' });
  expect(await fixture.row()).toMatchObject({ state: 'ended', accessToken: '', refreshToken: '' });
});

it('logs no secret', async () => {
  const { settings } = fixture.dependencies();
  const access = fixture.keeper();
  const secrets = [settings.quickbooks.clientSecret];
  const collectSecrets = async () => {
    const row = await fixture.row();
    for (const encrypted of [row?.accessToken, row?.refreshToken]) {
      if (encrypted) secrets.push(fixture.decrypt(encrypted) ?? '');
    }
  };
  await collectSecrets();
  fixture.expireAccessTokens();
  const faults = [
    { fault: 'hang' },
    { fault: 'status', status: 500, body: secrets.join(' ') },
    { fault: 'status', status: 400, body: JSON.stringify({ error: secrets[1] }) },
  ];
  for (const fault of faults) {
    await fixture.fault(fault);
    await expect(access.token(fixture.connectionId)).rejects.toThrow();
  }
  await access.token(fixture.connectionId);
  await collectSecrets();
  fixture.expireAccessTokens();
  await fixture.fault({ fault: 'status', status: 400, body: '{"error":"invalid_grant"}' });
  await expect(access.token(fixture.connectionId)).rejects.toThrow();
  expect(fixture.logged.length).toBeGreaterThan(3);
  expect(secrets.every((secret) => secret.length > 8)).toBe(true);
  for (const secret of secrets) expect(fixture.logged.join('')).not.toContain(secret);
});

describe('when new tokens cannot be stored', () => {
  /** A database whose writes fail after the first `good` ones until `repair` is called. */
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

  it('keeps them in memory and uses them only after storing', async () => {
    // Storing the lease succeeds, storing the response fails.
    const { db, repair } = brokenAfter(1);
    const access = fixture.keeper(db);
    fixture.expireAccessTokens();
    const unavailable = { code: 'quickbooks_unavailable' };
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject(unavailable);
    await expect(access.token(fixture.connectionId)).rejects.toMatchObject(unavailable);
    expect(await fixture.row()).toMatchObject({ version: 0 });
    repair();
    expect(await fixture.isAccepted(await access.token(fixture.connectionId))).toBe(true);
    expect(await fixture.row()).toMatchObject({ version: 1, state: 'active', leaseId: null });
    expect(await fixture.refreshes()).toBe(1);
    // The rotated refresh token was stored, so the next refresh succeeds.
    fixture.expireAccessTokens();
    expect(await fixture.isAccepted(await fixture.keeper().token(fixture.connectionId))).toBe(true);
  });

  it('stores them in the background without another request', async () => {
    const { db, repair } = brokenAfter(1);
    fixture.expireAccessTokens();
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
