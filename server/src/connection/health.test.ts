import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeProfile } from '../company-profile/store.ts';
import { transact } from '../db/transact.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import type { ConnectionState } from './contract.ts';
import { liveConnection } from './store.ts';
import { connections } from './tables.ts';

const day = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.app.close());

type Company = Awaited<ReturnType<typeof makeConnectedCompany>>;

const makeCompany = () => makeConnectedCompany(test.dependencies);

const stateOf = async (user: Company['owner']) =>
  (await test.call(user, 'connection/state')).body as ConnectionState;

const healthOf = async ({ owner }: Company) => (await stateOf(owner)).health;

const realmSettings = ({ realmId }: Company, settings: object) =>
  control(test.dependencies.settings.quickbooks.apiUrl, 'POST', 'settings', {
    realmId,
    ...settings,
  });

const change = ({ connectionId }: Company, to: Partial<typeof connections.$inferInsert>) =>
  transact(test.dependencies.db, async (tx) => {
    await tx.update(connections).set(to).where(eq(connections.id, connectionId));
  });

const realmOf = ({ connectionId, realmId }: Company) => ({ connectionId, realmId });

describe('the health of a connection', () => {
  it('shows when QuickBooks last answered, and how long the permission lasts', async () => {
    const company = await makeCompany();
    expect(await healthOf(company)).toMatchObject({ lastSuccessAt: null, daysLeft: 101 });
    await test.dependencies.quickbooks.companyName(realmOf(company));
    await test.dependencies.callRecords.flush();
    expect(await healthOf(company)).toEqual({
      lastSuccessAt: new Date(test.clock.now()).toISOString(),
      expiresAt: new Date(test.clock.now() + 8_726_400_000).toISOString(),
      daysLeft: 101,
      hardExpiresAt: new Date(test.clock.now() + 157_494_248_000).toISOString(),
      subscription: null,
      warning: null,
      action: null,
    });
  });

  it('keeps the last answer while QuickBooks does not respond', async () => {
    const company = await makeCompany();
    await test.dependencies.quickbooks.companyName(realmOf(company));
    await test.dependencies.callRecords.flush();
    const before = await healthOf(company);
    const { apiUrl } = test.dependencies.settings.quickbooks;
    const match = { realm: company.realmId };
    await control(apiUrl, 'POST', 'faults', { match, fault: 'status', status: 503, times: 10 });
    test.clock.advance(60_000);
    const read = test.dependencies.quickbooks.companyName(realmOf(company));
    await expect(read).rejects.toMatchObject({ code: 'quickbooks_unavailable' });
    await test.dependencies.callRecords.flush();
    expect((await healthOf(company))?.lastSuccessAt).toBe(before?.lastSuccessAt);
  });

  it('stores many calls with one write', async () => {
    const company = await makeCompany();
    await test.dependencies.callRecords.flush();
    await test.dependencies.quickbooks.companyName(realmOf(company));
    await test.dependencies.quickbooks.companyName(realmOf(company));
    // The next write comes a minute after the last one.
    expect(await healthOf(company)).toMatchObject({ lastSuccessAt: null });
    await test.dependencies.callRecords.flush();
    expect((await healthOf(company))?.lastSuccessAt).not.toBeNull();
  });

  it.each(['stated', 'omitted'])(
    'shows the five-year limit only when Intuit states it: %s',
    async (refreshTokenHardLife) => {
      const company = await makeCompany();
      await change(company, { hardExpiresAt: null, expiresAt: test.clock.now() });
      await realmSettings(company, { refreshTokenHardLife });
      await test.dependencies.quickbooks.companyName(realmOf(company));
      const { hardExpiresAt } = (await healthOf(company)) ?? {};
      expect(hardExpiresAt === null).toBe(refreshTokenHardLife === 'omitted');
    },
  );

  it.each([
    ['PAID', 'active', null],
    ['TRIAL', 'trial', null],
    ['EXPIRED', 'expired', 'renew_subscription'],
  ])('shows subscription %s as %s', async (subscription, shown, action) => {
    const company = await makeCompany();
    await realmSettings(company, { preferences: { subscription } });
    const profile = await test.dependencies.quickbooks.readCompanyProfile(realmOf(company));
    expect(profile.subscription).toBe(shown);
    const { db, clock } = test.dependencies;
    const { companyId, realmId } = company;
    await storeProfile(db, { companyId, realmId, profile, readAt: clock.now() });
    expect(await healthOf(company)).toMatchObject({ subscription: shown, action });
  });

  it('shows an expired subscription after a refused change, until a change succeeds', async () => {
    const company = await makeCompany();
    const term = (name: string) =>
      test.dependencies.quickbooks.createTerm(
        realmOf(company),
        { name, days: 9 },
        name.replaceAll(' ', '-'),
      );
    await realmSettings(company, { preferences: { subscription: 'EXPIRED' } });
    expect(await term('Net 9')).toMatchObject({ kind: 'refused', fault: { code: '6190' } });
    await test.dependencies.callRecords.flush();
    expect(await healthOf(company)).toMatchObject({ subscription: 'expired' });
    await test.dependencies.quickbooks.companyName(realmOf(company));
    await test.dependencies.callRecords.flush();
    expect(await healthOf(company)).toMatchObject({
      subscription: 'expired',
      action: 'renew_subscription',
    });
    await realmSettings(company, { preferences: { subscription: 'PAID' } });
    expect(await term('Net 9 days')).toMatchObject({ kind: 'done' });
    await test.dependencies.callRecords.flush();
    expect(await healthOf(company)).toMatchObject({ subscription: null, action: null });
  });

  it('is shown to the connection owner only', async () => {
    const company = await makeCompany();
    expect(await stateOf(company.colleague)).toMatchObject({ health: null, company: null });
    const { status, body } = await test.call(company.colleague, 'connection/dismissWarning');
    expect([status, body]).toMatchObject([403, { error: { code: 'not_owner' } }]);
  });
});

describe('the expiry warning', () => {
  const panelOf = async (company: Company) => {
    const context = { of: 'deal', id: company.deals.withProducts };
    return (await test.call(company.owner, 'invoices/list', { context })).body as {
      reconnectBefore: string | null;
    };
  };

  it('appears in panel and settings, and again at the next threshold after it was dismissed', async () => {
    const company = await makeCompany();
    const at = test.clock.now() + 29 * day;
    await change(company, { refreshExpiresAt: at });
    expect(await healthOf(company)).toMatchObject({
      warning: 30,
      daysLeft: 29,
      action: 'reconnect',
    });
    expect((await panelOf(company)).reconnectBefore).toBe(new Date(at).toISOString());

    const { body } = await test.call(company.owner, 'connection/dismissWarning');
    expect(body).toMatchObject({ health: { warning: null, action: 'reconnect' } });
    expect((await panelOf(company)).reconnectBefore).toBeNull();

    await change(company, { refreshExpiresAt: test.clock.now() + 7 * day });
    await change(company, { warningDismissedAt: test.clock.now() - 2 * day });
    expect(await healthOf(company)).toMatchObject({ warning: 7, daysLeft: 7 });
    expect((await panelOf(company)).reconnectBefore).not.toBeNull();
  });
});

describe('background work', () => {
  const run = () => {
    test.clock.advance(60 * 60_000);
    return runDue(test.dependencies, ['connection_health']);
  };
  const expiryOf = async ({ companyId }: Company) =>
    (await liveConnection(test.dependencies.db, companyId))?.refreshExpiresAt ?? 0;

  /** A connection that nothing has used for `days`, at Intuit too. */
  const idle = async (days: number) => {
    const company = await makeCompany();
    await realmSettings(company, { clockOffsetMs: days * day });
    await change(company, {
      expiresAt: test.clock.now() - days * day,
      refreshExpiresAt: test.clock.now() + (101 - days) * day,
      ownerCheckedAt: test.clock.now(),
      healthDueAt: 0,
    });
    return company;
  };

  it('refreshes a token that nothing has used for a week', async () => {
    const company = await idle(8);
    const before = await expiryOf(company);
    await run();
    expect(await expiryOf(company)).toBe(test.clock.now() + 8_726_400_000);
    expect(await expiryOf(company)).toBeGreaterThan(before);
    await test.dependencies.quickbooks.companyName(realmOf(company));
  });

  it('visits a connection once a day', async () => {
    const company = await idle(8);
    await run();
    const row = await liveConnection(test.dependencies.db, company.companyId);
    expect(row?.healthDueAt).toBe(test.clock.now() + day);
  });

  it('leaves a token alone that other work uses', async () => {
    const company = await idle(1);
    const before = await expiryOf(company);
    await run();
    expect(await expiryOf(company)).toBe(before);
  });

  it('marks the connection broken when Intuit refuses the idle token, and asks to reconnect', async () => {
    const company = await idle(8);
    const { apiUrl } = test.dependencies.settings.quickbooks;
    await control(apiUrl, 'DELETE', `realms/${company.realmId}/grants`);
    await run();
    expect(await stateOf(company.owner)).toMatchObject({
      state: 'broken',
      health: { action: 'reconnect' },
    });
  });

  it('tries again an hour later when Intuit does not answer', async () => {
    const company = await idle(8);
    const path = '/oauth2/v1/tokens/bearer';
    const { apiUrl } = test.dependencies.settings.quickbooks;
    const outage = { match: { path }, fault: 'status', status: 503, times: 1 };
    await control(apiUrl, 'POST', 'faults', outage);
    await run();
    const row = await liveConnection(test.dependencies.db, company.companyId);
    expect(row).toMatchObject({
      state: 'active',
      healthDueAt: test.clock.now() + 60 * 60_000,
    });
  });

  it('lets a permission at the five-year limit expire with a warning', async () => {
    const company = await idle(8);
    await realmSettings(company, { refreshTokenHardSeconds: 28.5 * 86_400 });
    await run();
    expect(await healthOf(company)).toMatchObject({ warning: 30, daysLeft: 20 });
  });
});
