import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../oauth/secrets.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { openWindow, type TestWindow } from '../testing/consent-pages.ts';
import { makeRealmIn } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { decryptConsent } from './pending-consent.ts';
import { connectionName, liveConnection } from './store.ts';
import { ticketByHash } from './ticket-store.ts';

let test: TestApp;
let flow: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  flow = connectWindow(test);
});
afterAll(() => test.app.close());

/** Whether Intuit still accepts this refresh token. */
const isValid = async (refreshToken: string) => {
  const { clientId, clientSecret, tokenUrl } = test.dependencies.settings.quickbooks;
  const vendor = 'quickbooks' as const;
  const endpoint = { vendor, url: tokenUrl, clientId, clientSecret, timeoutMs: 5_000 };
  return (await makeRefresh(endpoint, test.clock)(refreshToken)).kind === 'tokens';
};

const liveRefreshToken = async (companyId: number) => {
  const live = await liveConnection(test.dependencies.db, companyId);
  return (
    test.dependencies.vault.decrypt(live?.refreshToken ?? '', connectionName(live?.id ?? '')) ?? ''
  );
};

const pendingRefreshToken = async (ticket: string) => {
  const row = await ticketByHash(test.dependencies.db, hashOf(ticket), test.clock.now());
  return (row && decryptConsent(test.dependencies.vault, row)?.tokens.refreshToken) ?? '';
};

describe('connecting another QuickBooks company than before', () => {
  const consentToOther = async () => {
    const company = await flow.newCompany();
    const [before, after] = await Promise.all([
      makeRealmIn(test.dependencies),
      makeRealmIn(test.dependencies),
    ]);
    await flow.connect(company.owner, before.realmId);
    const window = await flow.connect(company.owner, after.realmId);
    return { ...company, before, after, ...window };
  };
  const decide = ({ window, ticket }: { window: TestWindow; ticket: string }, decision: string) =>
    window.submit('/connect/other', { ticket, answer: decision });

  it('waits for confirmation and shows both names', async () => {
    const { page, before, after, owner } = await consentToOther();
    expect(await page()).toMatchObject({
      stage: 'other_company',
      quickbooks: after.name,
      before: before.name,
    });
    expect(await flow.stateFor(owner)).toMatchObject({ company: before.name });
  });

  it('replaces the connection after "yes" and revokes the old token', async () => {
    const change = await consentToOther();
    const oldToken = await liveRefreshToken(change.companyId);
    const response = await decide(change, 'yes');
    expect(response.headers.location).toBe(`${testAppUrl}/connect?ticket=${change.ticket}`);
    expect(await change.page()).toMatchObject({
      stage: 'connected',
      quickbooks: change.after.name,
    });
    const live = await liveConnection(test.dependencies.db, change.companyId);
    expect(live?.realmId).toBe(change.after.realmId);
    await flow.expectWorking(change.after.realmId, live?.id ?? '');
    expect(await isValid(oldToken)).toBe(false);
  });

  it('keeps the connection after "no" and revokes the new token', async () => {
    const change = await consentToOther();
    const pendingToken = await pendingRefreshToken(change.ticket);
    await decide(change, 'no');
    expect(await isValid(pendingToken)).toBe(false);
    expect(await change.page()).toMatchObject({ stage: 'refused', error: { code: 'other_realm' } });
    expect(await flow.stateFor(change.owner)).toMatchObject({
      state: 'active',
      company: change.before.name,
    });
    const live = await liveConnection(test.dependencies.db, change.companyId);
    await flow.expectWorking(change.before.realmId, live?.id ?? '');
  });

  it('ignores an answer from another browser', async () => {
    const change = await consentToOther();
    await decide({ window: openWindow(test.app), ticket: change.ticket }, 'yes');
    expect(await flow.stateFor(change.owner)).toMatchObject({ company: change.before.name });
    expect(await change.page()).toMatchObject({ stage: 'other_company' });
  });

  it('asks for confirmation after a disconnect too', async () => {
    const { owner } = await flow.newCompany();
    const [before, after] = await Promise.all([
      makeRealmIn(test.dependencies),
      makeRealmIn(test.dependencies),
    ]);
    await flow.connect(owner, before.realmId);
    await test.call(owner, 'connection/disconnect');
    const { page } = await flow.connect(owner, after.realmId);
    expect(await page()).toMatchObject({ stage: 'other_company', before: before.name });
  });

  it('revokes an unanswered consent after it has expired', async () => {
    const { ticket } = await consentToOther();
    const pendingToken = await pendingRefreshToken(ticket);
    test.clock.advance(60 * 60_000);
    await runDue(test.dependencies, ['consents']);
    await expect.poll(() => isValid(pendingToken)).toBe(false);
  });
});
