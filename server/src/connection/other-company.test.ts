import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../oauth/secrets.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { openWindow, type TestWindow } from '../testing/consent-pages.ts';
import { makeRealmIn } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { openConsent } from './pending-consent.ts';
import { connectionName, liveConnection } from './store.ts';
import { ticketByHash } from './ticket-store.ts';

let test: TestApp;
let at: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  at = connectWindow(test);
});
afterAll(() => test.app.close());

/** Whether Intuit still takes this refresh token. */
const isAlive = async (refreshToken: string) => {
  const { clientId, clientSecret, tokenUrl } = test.dependencies.settings.quickbooks;
  const vendor = 'quickbooks' as const;
  const endpoint = { vendor, url: tokenUrl, clientId, clientSecret, timeoutMs: 5_000 };
  return (await makeRefresh(endpoint, test.clock)(refreshToken)).kind === 'tokens';
};

const liveRefreshToken = async (companyId: number) => {
  const live = await liveConnection(test.dependencies.db, companyId);
  return (
    test.dependencies.vault.open(live?.refreshToken ?? '', connectionName(live?.id ?? '')) ?? ''
  );
};

const pendingRefreshToken = async (ticket: string) => {
  const row = await ticketByHash(test.dependencies.db, hashOf(ticket), test.clock.now());
  return (row && openConsent(test.dependencies.vault, row)?.tokens.refreshToken) ?? '';
};

describe('other books than before', () => {
  const changing = async () => {
    const company = await at.newCompany();
    const [before, after] = await Promise.all([
      makeRealmIn(test.dependencies),
      makeRealmIn(test.dependencies),
    ]);
    await at.connect(company.owner, before.realmId);
    const window = await at.connect(company.owner, after.realmId);
    return { ...company, before, after, ...window };
  };
  const answer = ({ window, ticket }: { window: TestWindow; ticket: string }, words: string) =>
    window.submit('/connect/other', { ticket, answer: words });

  it('waits for a yes and names both', async () => {
    const { page, before, after, owner } = await changing();
    expect(await page()).toMatchObject({
      stage: 'other_company',
      quickbooks: after.name,
      before: before.name,
    });
    expect(await at.stateFor(owner)).toMatchObject({ company: before.name });
  });

  it('changes over on a yes', async () => {
    const change = await changing();
    const old = await liveRefreshToken(change.companyId);
    const answered = await answer(change, 'yes');
    expect(answered.headers.location).toBe(`${testAppUrl}/connect?ticket=${change.ticket}`);
    expect(await change.page()).toMatchObject({
      stage: 'connected',
      quickbooks: change.after.name,
    });
    const live = await liveConnection(test.dependencies.db, change.companyId);
    expect(live?.realmId).toBe(change.after.realmId);
    await at.worksStill(change.after.realmId, live?.id ?? '');
    expect(await isAlive(old)).toBe(false);
  });

  it('leaves everything as it was on a no', async () => {
    const change = await changing();
    const unwanted = await pendingRefreshToken(change.ticket);
    await answer(change, 'no');
    expect(await isAlive(unwanted)).toBe(false);
    expect(await change.page()).toMatchObject({ stage: 'refused', error: { code: 'other_realm' } });
    expect(await at.stateFor(change.owner)).toMatchObject({
      state: 'active',
      company: change.before.name,
    });
    const live = await liveConnection(test.dependencies.db, change.companyId);
    await at.worksStill(change.before.realmId, live?.id ?? '');
  });

  it('hears no answer from another browser', async () => {
    const change = await changing();
    await answer({ window: openWindow(test.app), ticket: change.ticket }, 'yes');
    expect(await at.stateFor(change.owner)).toMatchObject({ company: change.before.name });
    expect(await change.page()).toMatchObject({ stage: 'other_company' });
  });

  it('asks as well after a disconnect', async () => {
    const { owner } = await at.newCompany();
    const [before, after] = await Promise.all([
      makeRealmIn(test.dependencies),
      makeRealmIn(test.dependencies),
    ]);
    await at.connect(owner, before.realmId);
    await test.call(owner, 'connection/disconnect');
    const { page } = await at.connect(owner, after.realmId);
    expect(await page()).toMatchObject({ stage: 'other_company', before: before.name });
  });

  it('hands a consent back that nobody answered for', async () => {
    const { ticket } = await changing();
    const unwanted = await pendingRefreshToken(ticket);
    test.clock.advance(60 * 60_000);
    await runDue(test.dependencies, ['consents']);
    await expect.poll(() => isAlive(unwanted)).toBe(false);
  });
});
