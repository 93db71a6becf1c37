import { getTableName } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { encryptConsent } from '../connection/pending-consent.ts';
import { connectTickets } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { operations } from '../operations/tables.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { type DraftFixture, impatient, openDraftFixture } from '../testing/draft-fixture.ts';
import { fillEveryTable } from '../testing/fill-every-table.ts';
import { installFor, makeConnectedCompany, makeRealmIn } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { secretsOf } from '../testing/secrets-of.ts';
import { companyRows, tableNames } from '../testing/stored-rows.ts';
import { companyTables } from './company-tables.ts';

type Row = Record<string, unknown>;
type Rows = Record<string, Row[]>;

const rowsOf = ({ dependencies }: Pick<TestApp, 'dependencies'>, companyId: number) =>
  companyRows(dependencies.db, companyId) as Promise<Rows>;

/** Number of rows by table, without empty tables. */
const counted = (rows: Rows): Record<string, number> =>
  Object.fromEntries(
    Object.entries(rows).flatMap(([name, { length }]) => (length > 0 ? [[name, length]] : [])),
  );

const onlyEntry = (rows: Rows) => {
  const [entry] = rows.audit_entries ?? [];
  return { ...entry, details: JSON.parse(String(entry?.details)) };
};

/** Delay before the second sweep. */
const sweepMs = 15 * 60_000;

const sweep = async ({ clock, dependencies }: Pick<TestApp, 'clock' | 'dependencies'>) => {
  clock.advance(sweepMs);
  await runDue(dependencies, ['deletions']);
};

/** Creates a connected company with a row in every table. */
const fullCompany = async (app: TestApp) => {
  const company = await makeConnectedCompany(app.dependencies);
  const { companyId, realmId, owner } = company;
  await fillEveryTable(
    app.dependencies,
    { companyId, realmId, userId: owner.userId },
    'secret of ours',
  );
  return company;
};

test('knows every table that has a column for the company', async () => {
  const { dependencies } = await buildTestApp();
  const { ofCompanies, others } = await tableNames(dependencies.db);
  const known = Object.values(companyTables).map(getTableName);
  expect(ofCompanies).toEqual([...known, 'company_deletions'].sort());
  // Add a new table without this column here only if it contains no data of a company.
  expect(others.filter((name) => name !== 'sqlite_sequence')).toEqual([
    '__drizzle_migrations',
    'install_states',
    'realm_permits',
  ]);
});

describe('deleting now', () => {
  test('keeps one audit entry of the company, and every row of other companies', async () => {
    const app = await buildTestApp();
    const [ours, other] = [await fullCompany(app), await fullCompany(app)];
    const { companyId, owner } = ours;
    const before = await rowsOf(app, companyId);
    const filled = Object.keys(counted(before));
    expect(filled).toEqual(Object.values(companyTables).map(getTableName).sort());
    const theirs = await rowsOf(app, other.companyId);
    const deletedAt = app.clock.now();

    const { status, body } = await app.call(owner, 'company-data/delete', { when: 'now' });
    expect({ status, body }).toEqual({ status: 200, body: {} });
    expect(counted(await rowsOf(app, companyId))).toEqual({
      audit_entries: 1,
      company_deletions: 1,
    });
    await sweep(app);
    const after = await rowsOf(app, companyId);
    expect(counted(after)).toEqual({ audit_entries: 1 });
    expect(onlyEntry(after)).toMatchObject({
      action: 'data_deleted',
      user_id: owner.userId,
      at: deletedAt,
      details: { unconfirmed: '0' },
      subject: null,
      realm_id: null,
    });
    expect(await rowsOf(app, other.companyId)).toEqual(theirs);
    const next = await app.call(owner, 'company-data/show');
    expect(next.body).toMatchObject({ error: { code: 'not_installed' } });
  });

  test('deletes rows stored by running requests in a second sweep', async () => {
    const app = await buildTestApp();
    const { companyId, realmId, owner } = await fullCompany(app);
    await app.call(owner, 'company-data/delete', { when: 'now' });
    await fillEveryTable(
      app.dependencies,
      { companyId, realmId, userId: owner.userId },
      'stored late',
    );
    await runDue(app.dependencies, ['deletions']);
    expect(Object.keys(counted(await rowsOf(app, companyId))).length).toBeGreaterThan(10);
    await sweep(app);
    expect(counted(await rowsOf(app, companyId))).toEqual({ audit_entries: 1 });
  });

  test('keeps rows stored after a user has installed again', async () => {
    const app = await buildTestApp();
    const { companyId, realmId, owner } = await fullCompany(app);
    await app.call(owner, 'company-data/delete', { when: 'now' });
    await fillEveryTable(
      app.dependencies,
      { companyId, realmId, userId: owner.userId },
      'stored late',
    );
    await installFor(app.dependencies, owner);
    // The turn registers webhooks at Pipedrive.
    const installed = { audit_entries: 2, grants: 1, turns: 1 };
    expect(counted(await rowsOf(app, companyId))).toEqual(installed);
    expect((await app.call(owner, 'connection/ticket')).status).toBe(200);
    await sweep(app);
    expect(counted(await rowsOf(app, companyId))).toEqual({
      ...installed,
      connect_tickets: 1,
      turns: 2,
    });
  });

  test('revokes the tokens of every user, of the connection and of a waiting consent', async () => {
    const app = await buildTestApp();
    const { dependencies, clock } = app;
    const { apiUrl } = dependencies.settings.quickbooks;
    const { oauthUrl } = dependencies.settings.pipedrive;
    const { companyId, realmId, owner, colleague } = await makeConnectedCompany(dependencies);
    const waiting = await makeRealmIn(dependencies);
    const issued = await control<{ access_token: string; refresh_token: string }>(
      apiUrl,
      'POST',
      'grants',
      { realmId: waiting.realmId },
    );
    const ticketHash = 'the hash of a ticket';
    const tokens = {
      accessToken: issued.access_token,
      refreshToken: issued.refresh_token,
      expiresAt: clock.now() + 3_600_000,
      refreshExpiresAt: null,
      hardExpiresAt: null,
    };
    const pending = encryptConsent(dependencies.vault, ticketHash, {
      realmId: waiting.realmId,
      tokens,
    });
    const expiresAt = clock.now() + 3_600_000;
    const ticket = { ticketHash, companyId, userId: owner.userId, expiresAt, pending };
    await transact(dependencies.db, async (tx) => {
      await tx.insert(connectTickets).values({ ...ticket, stage: 'other_company' });
    });
    const secrets = await secretsOf(dependencies);

    /** Number of tokens that each address accepts. */
    const accepted = async () => {
      const addresses = [
        `${apiUrl}/v3/company/${realmId}/companyinfo/${realmId}`,
        `${apiUrl}/v3/company/${waiting.realmId}/companyinfo/${waiting.realmId}`,
        `${oauthUrl}/api/v1/users/me`,
      ];
      const counts = addresses.map(async (address) => {
        const responses = secrets.map((secret) =>
          fetch(address, { headers: { authorization: `Bearer ${secret}` } }),
        );
        return (await Promise.all(responses)).filter(({ ok }) => ok).length;
      });
      return Promise.all(counts);
    };
    const installs = async () => {
      const response = await control<{ installs: { companyId: number; userId: number }[] }>(
        oauthUrl,
        'GET',
        'installs',
      );
      return response.installs
        .filter((one) => one.companyId === companyId)
        .map((one) => one.userId);
    };
    expect(await accepted()).toEqual([1, 1, 2]);
    expect(await installs()).toEqual([owner.userId, colleague.userId]);
    await app.call(owner, 'company-data/delete', { when: 'now' });
    expect(await accepted()).toEqual([0, 0, 0]);
    expect(await installs()).toEqual([]);
  });

  test('counts unconfirmed operations in the entry, also those stored meanwhile', async () => {
    const fixture = await openDraftFixture('us', impatient);
    const { owner, companyId } = fixture.company;
    const form = await fixture.form();
    await fixture.fault({ fault: 'reset-after' });
    await fixture.create(form);
    const [sent] = await fixture.dependencies.db.select().from(operations);
    expect(sent).toMatchObject({ kind: 'create_invoice', state: 'unconfirmed' });
    if (!sent) throw new Error('Nothing was sent');
    // A waiting operation was never sent, so it does not count.
    const waiting = { id: 'waiting', subjectId: 'waits', state: 'waiting' as const };
    await transact(fixture.dependencies.db, async (tx) => {
      await tx.insert(operations).values({ ...sent, ...waiting });
    });
    await fixture.call(owner, 'company-data/delete', { when: 'now' });
    expect(onlyEntry(await rowsOf(fixture, companyId)).details).toEqual({ unconfirmed: '1' });
    await transact(fixture.dependencies.db, async (tx) => {
      await tx.insert(operations).values({ ...sent, id: 'stored late', subjectId: 'another' });
    });
    await sweep(fixture);
    const after = await rowsOf(fixture, companyId);
    expect(counted(after)).toEqual({ audit_entries: 1 });
    expect(onlyEntry(after).details).toEqual({ unconfirmed: '2' });
  });

  test('stays complete when the response of an operation arrives after it', async () => {
    const fixture = await openDraftFixture();
    const { owner, companyId } = fixture.company;
    await fixture.forgetCalls();
    const form = await fixture.form();
    await fixture.fault({ fault: 'late', delayMs: 2_000 });
    const sending = fixture.create(form);
    await arrived(fixture);
    await fixture.call(owner, 'company-data/delete', { when: 'now' });
    const entry = onlyEntry(await rowsOf(fixture, companyId));
    expect(entry.details).toEqual({ unconfirmed: '1' });
    await sending;
    expect(await fixture.made()).toHaveLength(1);
    await sweep(fixture);
    expect(counted(await rowsOf(fixture, companyId))).toEqual({ audit_entries: 1 });
    expect(onlyEntry(await rowsOf(fixture, companyId))).toEqual(entry);
  });

  test('runs once for two concurrent requests', async () => {
    const fixture = await openDraftFixture('us', impatient);
    const { owner, companyId } = fixture.company;
    const form = await fixture.form();
    await fixture.fault({ fault: 'reset-after' });
    await fixture.create(form);
    const remove = () => fixture.call(owner, 'company-data/delete', { when: 'now' });
    const due = async () => runDue(fixture.dependencies, ['deletions']);
    await Promise.all([remove(), remove(), due()]);
    expect(onlyEntry(await rowsOf(fixture, companyId)).details).toEqual({ unconfirmed: '1' });
    await sweep(fixture);
    expect(counted(await rowsOf(fixture, companyId))).toEqual({ audit_entries: 1 });
  });
});

test('a company whose deletion fails does not delay the next one', async () => {
  const app = await buildTestApp();
  const [first, second] = [await fullCompany(app), await fullCompany(app)];
  for (const { owner } of [first, second]) {
    await app.call(owner, 'company-data/delete', { when: 'later' });
    app.clock.advance(1_000);
  }
  app.clock.advance(30 * 24 * 3_600_000);
  const { vault } = app.dependencies;
  const failing: typeof vault = {
    ...vault,
    decrypt(encrypted, rowName) {
      if (rowName.startsWith(`pipedrive ${first.companyId}/`)) throw new Error('Out of order');
      return vault.decrypt(encrypted, rowName);
    },
  };
  await runDue({ ...app.dependencies, vault: failing }, ['deletions']);
  expect(
    app.logged.some(
      (line) => line.includes('deletion failed') && line.includes(`:${first.companyId},`),
    ),
  ).toBe(true);
  const rows = counted(await rowsOf(app, second.companyId));
  expect(rows).toEqual({ audit_entries: 1, company_deletions: 1 });
});

/** Waits until the request has reached QuickBooks. */
const arrived = (fixture: DraftFixture) => expect.poll(() => fixture.requestIds()).not.toEqual([]);
