import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { makeConnectionAccess } from '../connection/connection-access.ts';
import { connections } from '../connection/tables.ts';
import { makeVault } from '../db/encrypted.ts';
import { type Db, openDatabase } from '../db/open-database.ts';
import { makeLogger } from '../logger.ts';
import { control } from '../testing/control.ts';
import { type FixedClock, fixedClock } from '../testing/fixed-clock.ts';
import { connectFor, makeBooksIn } from '../testing/make-company.ts';
import { type RunningStandIn, startStandIn } from '../testing/start-stand-in.ts';
import { testSettings } from '../testing/test-settings.ts';

/** A stand-in of its own: these tests change its rotation and break its token endpoint. */
let quickbooks: RunningStandIn;
let folder: string;
beforeAll(async () => {
  quickbooks = await startStandIn('quickbooks');
  folder = mkdtempSync(join(tmpdir(), 'keeper-'));
});
afterAll(async () => {
  await quickbooks.stop();
  rmSync(folder, { recursive: true });
});

const tokenPath = '/oauth2/v1/tokens/bearer';
const timeoutMs = 2_000;
const leaseMs = timeoutMs + 5_000;

let db: Db;
let clock: FixedClock;
let id: string;
let realmId: string;
let logged: string[];

const doorsOn = (database: Db) => {
  const settings = testSettings(
    { quickbooksUrl: quickbooks.url, pipedriveUrl: 'http://127.0.0.1:1' },
    { QUICKBOOKS_TIMEOUT_MS: String(timeoutMs) },
  );
  const log = makeLogger('debug', { write: (line) => void logged.push(line) });
  return { db: database, clock, settings, log, vault: makeVault(settings.encryptionKeys) };
};

const row = () => db.select().from(connections).where(eq(connections.id, id)).get();
const rotation = (value: 'always' | 'daily') =>
  control(quickbooks.url, 'POST', 'settings', { rotation: value });
const fault = (what: object) =>
  control(quickbooks.url, 'POST', 'faults', { match: { path: tokenPath }, ...what });
const refreshes = async () => {
  const calls = await control<{ path: string }[]>(quickbooks.url, 'GET', 'journal');
  return calls.filter((call) => call.path === tokenPath).length;
};
const opensBooks = async (token: string) => {
  const path = `/v3/company/${realmId}/companyinfo/${realmId}`;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  return (await fetch(quickbooks.url + path, { headers })).ok;
};
const anHourLater = () => clock.advance(3_600_000);

let file = 0;
beforeEach(async () => {
  clock = fixedClock();
  logged = [];
  db = openDatabase(join(folder, `${++file}.sqlite`));
  await rotation('always');
  await control(quickbooks.url, 'DELETE', 'faults');
  const doors = doorsOn(db);
  const books = await makeBooksIn(doors);
  realmId = books.realmId;
  const holder = { companyId: 1, userId: 2 };
  id = await connectFor(doors, holder, books);
  await control(quickbooks.url, 'DELETE', 'journal');
  return () => {
    db.$client.close();
  };
});

describe('a token', () => {
  it('is handed out as it is while it is good', async () => {
    const access = makeConnectionAccess(doorsOn(db));
    const token = await access.token(id);
    expect(await opensBooks(token)).toBe(true);
    expect(await access.token(id)).toBe(token);
    expect(await refreshes()).toBe(0);
  });

  it('is refreshed when less than a minute is left, and again an hour later', async () => {
    const access = makeConnectionAccess(doorsOn(db));
    const tokens = new Set([await access.token(id)]);
    clock.advance(3_541_000);
    for (const _hour of [1, 2, 3]) {
      const token = await access.token(id);
      expect(await opensBooks(token)).toBe(true);
      tokens.add(token);
      anHourLater();
    }
    expect(tokens.size).toBe(4);
    expect(await refreshes()).toBe(3);
    expect(row()).toMatchObject({ version: 3, leaseOwner: null, state: 'active' });
  });

  it('is sealed in the database, with the date its consent ends at the latest', async () => {
    anHourLater();
    const token = await makeConnectionAccess(doorsOn(db)).token(id);
    const kept = row();
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept?.accessToken).toMatch(/^test\./);
    expect(kept?.refreshExpiresAt).toBe(clock.now() + 8_726_400_000);
    await control(quickbooks.url, 'POST', 'settings', { refreshTokenHardSeconds: 86_400 });
    anHourLater();
    await makeConnectionAccess(doorsOn(db)).token(id);
    const left = (row()?.refreshExpiresAt ?? 0) - clock.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(86_400_000);
    await control(quickbooks.url, 'POST', 'settings', { refreshTokenHardSeconds: 157_494_248 });
  });

  it('that was refused is replaced, once for all who had it', async () => {
    const access = makeConnectionAccess(doorsOn(db));
    const refused = await access.token(id);
    const others = await Promise.all([1, 2, 3].map(() => access.tokenAfter(id, refused)));
    expect(new Set(others).size).toBe(1);
    expect(others[0]).not.toBe(refused);
    expect(await access.tokenAfter(id, refused)).toBe(others[0]);
    expect(await refreshes()).toBe(1);
  });

  it('of an ended or unknown connection does not exist', async () => {
    const access = makeConnectionAccess(doorsOn(db));
    await expect(access.token('unknown')).rejects.toMatchObject({ code: 'not_connected' });
    db.update(connections).set({ state: 'ended' }).run();
    await expect(access.token(id)).rejects.toMatchObject({ code: 'not_connected' });
    await expect(access.tokenAfter(id, 'old')).rejects.toMatchObject({ code: 'not_connected' });
  });
});

describe('many at once', () => {
  it('in one process refresh once', async () => {
    const access = makeConnectionAccess(doorsOn(db));
    anHourLater();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => access.token(id)));
    expect(new Set(tokens).size).toBe(1);
    expect(await refreshes()).toBe(1);
  });

  it('in two processes on one database refresh once a round, and both get the token that works', async () => {
    const other = openDatabase(join(folder, `${file}.sqlite`));
    const keepers = [makeConnectionAccess(doorsOn(db)), makeConnectionAccess(doorsOn(other))];
    for (let round = 1; round <= 5; round++) {
      anHourLater();
      const tokens = await Promise.all([...keepers, ...keepers].map((access) => access.token(id)));
      expect(new Set(tokens).size).toBe(1);
      expect(await opensBooks(tokens[0] ?? '')).toBe(true);
      expect(await refreshes()).toBe(round);
    }
    other.$client.close();
  });

  it('wait for a process that is at it, and use what it stored', async () => {
    anHourLater();
    const { vault } = doorsOn(db);
    const leased = { leaseOwner: 'other', leaseUntil: clock.now() + leaseMs };
    db.update(connections).set(leased).run();
    const waiting = makeConnectionAccess(doorsOn(db)).token(id);
    const stored = {
      accessToken: vault.seal('from the other process'),
      expiresAt: clock.now() + 3_600_000,
      version: 1,
      leaseOwner: null,
      leaseUntil: null,
    };
    db.update(connections).set(stored).run();
    expect(await waiting).toBe('from the other process');
    expect(await refreshes()).toBe(0);
  });

  it('take over from a process that crashed, once its lease has run out', async () => {
    anHourLater();
    const lease = { leaseOwner: 'crashed', leaseUntil: clock.now() + leaseMs };
    db.update(connections).set(lease).run();
    const waiting = makeConnectionAccess(doorsOn(db)).token(id);
    expect(await refreshes()).toBe(0);
    clock.advance(leaseMs);
    expect(await opensBooks(await waiting)).toBe(true);
    expect(row()).toMatchObject({ version: 1, leaseOwner: null });
  });
});

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
    const access = makeConnectionAccess(doorsOn(db));
    anHourLater();
    await fault(what);
    await expect(access.token(id)).rejects.toMatchObject({ code: 'quickbooks_unavailable' });
    expect(row()).toMatchObject({ state: 'active', version: 0, leaseOwner: null });
    expect(await opensBooks(await access.token(id))).toBe(true);
  });

  it('an answer that got lost costs nothing while the refresh token stays the same', async () => {
    await rotation('daily');
    const access = makeConnectionAccess(doorsOn(db));
    anHourLater();
    await fault({ fault: 'reset-after' });
    await expect(access.token(id)).rejects.toMatchObject({ code: 'quickbooks_unavailable' });
    expect(await opensBooks(await access.token(id))).toBe(true);
  });

  it('a token that is good for some seconds more is still used', async () => {
    const access = makeConnectionAccess(doorsOn(db));
    const token = await access.token(id);
    clock.advance(3_570_000);
    await fault({ fault: 'status', status: 500 });
    expect(await access.token(id)).toBe(token);
    await fault({ fault: 'status', status: 500 });
    await expect(access.tokenAfter(id, token)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  });
});

describe('when Intuit refuses the refresh token', () => {
  const refuse = (times = 1) =>
    fault({ fault: 'status', status: 400, body: '{"error":"invalid_grant"}', times });

  it('the connection is broken, told once in the audit log, and Intuit is not asked again', async () => {
    const access = makeConnectionAccess(doorsOn(db));
    anHourLater();
    await refuse(10);
    for (const _try of [1, 2, 3]) {
      await expect(access.token(id)).rejects.toMatchObject({ code: 'connection_broken' });
    }
    expect(await refreshes()).toBe(1);
    expect(row()).toMatchObject({ state: 'broken', version: 0 });
    const told = db.select().from(auditEntries).all();
    expect(told).toMatchObject([{ action: 'connection_broken', companyId: 1, userId: 2, realmId }]);
  });

  it('although another process stored newer tokens meanwhile, those are used', async () => {
    const access = makeConnectionAccess(doorsOn(db));
    const { vault } = doorsOn(db);
    anHourLater();
    await refuse();
    await control(quickbooks.url, 'POST', 'latency', { path: tokenPath, ms: 300 });
    const asked = access.token(id);
    await expect.poll(() => row()?.leaseOwner).not.toBeNull();
    const newer = {
      accessToken: vault.seal('newer'),
      expiresAt: clock.now() + 3_600_000,
      version: 1,
      leaseOwner: null,
      leaseUntil: null,
    };
    db.update(connections).set(newer).run();
    expect(await asked).toBe('newer');
    expect(row()?.state).toBe('active');
    await control(quickbooks.url, 'POST', 'latency', { path: tokenPath, ms: 0 });
  });

  it('because a slow process got the answer, that answer heals the connection', async () => {
    const slow = makeConnectionAccess(doorsOn(db));
    const other = makeConnectionAccess(doorsOn(db));
    anHourLater();
    await fault({ fault: 'late', delayMs: 1_000 });
    const answered = slow.token(id);
    await expect.poll(refreshes).toBe(1);
    clock.advance(leaseMs);
    await expect(other.token(id)).rejects.toMatchObject({ code: 'connection_broken' });
    expect(await opensBooks(await answered)).toBe(true);
    expect(row()).toMatchObject({ state: 'active', version: 1 });
    expect(await opensBooks(await other.token(id))).toBe(true);
  });
});

it('an answer for a connection that ended meanwhile is dropped', async () => {
  const access = makeConnectionAccess(doorsOn(db));
  anHourLater();
  await fault({ fault: 'late', delayMs: 500 });
  const asked = access.token(id);
  await expect.poll(refreshes).toBe(1);
  db.update(connections).set({ state: 'ended', accessToken: '', refreshToken: '' }).run();
  await expect(asked).rejects.toMatchObject({ code: 'not_connected' });
  expect(row()).toMatchObject({ state: 'ended', accessToken: '', refreshToken: '' });
});

it('no secret reaches the log', async () => {
  const { vault, settings } = doorsOn(db);
  const access = makeConnectionAccess(doorsOn(db));
  const secrets = [settings.quickbooks.clientSecret];
  const remember = () => {
    for (const sealed of [row()?.accessToken, row()?.refreshToken]) {
      if (sealed) secrets.push(vault.open(sealed));
    }
  };
  remember();
  anHourLater();
  const faults = [
    { fault: 'hang' },
    { fault: 'status', status: 500, body: secrets.join(' ') },
    { fault: 'status', status: 400, body: JSON.stringify({ error: secrets[1] }) },
  ];
  for (const what of faults) {
    await fault(what);
    await expect(access.token(id)).rejects.toThrow();
  }
  await access.token(id);
  remember();
  anHourLater();
  await fault({ fault: 'status', status: 400, body: '{"error":"invalid_grant"}' });
  await expect(access.token(id)).rejects.toThrow();
  expect(logged.length).toBeGreaterThan(3);
  for (const secret of secrets) expect(logged.join('')).not.toContain(secret);
});
