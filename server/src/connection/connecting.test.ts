import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedProfile } from '../company-profile/store.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { makeRealmIn } from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { liveConnection } from './store.ts';

let test: TestApp;
let flow: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  flow = connectWindow(test);
});
afterAll(() => test.app.close());

describe('connecting', () => {
  it('shows company and user, goes to Intuit and ends on the settings page the first time', async () => {
    const { owner } = await flow.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    const window = openWindow(test.app);
    const ticket = await flow.ticketFor(owner);
    expect(await flow.readPage(window, ticket)).toMatchObject({
      stage: 'ask',
      company: expect.stringContaining('Harbour Workspaces'),
      user: expect.any(String),
      quickbooks: null,
    });
    const consentPage = new URL(await flow.continueToIntuit(window, ticket));
    expect(consentPage.searchParams.get('scope')).toBe('com.intuit.quickbooks.accounting');
    const returned = await window.get(await answerIntuit(consentPage.href, realm.realmId));
    expect(returned.headers.location).toContain(
      '/settings/marketplace/app/demo-pipedrive-client/app-settings',
    );
    expect(await flow.stateFor(owner)).toMatchObject({
      state: 'active',
      owner: { isYou: true },
      company: realm.name,
    });
    expect(await flow.readPage(window, ticket)).toMatchObject({
      stage: 'connected',
      quickbooks: realm.name,
      settingsUrl: returned.headers.location,
    });
  });

  it('ends on the connect page when the company was connected before', async () => {
    const { owner, companyId } = await flow.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    await flow.connect(owner, realm.realmId);
    await test.call(owner, 'connection/disconnect');
    const again = await flow.connect(owner, realm.realmId);
    expect(
      (await storedProfile(test.dependencies.db, companyId, realm.realmId))?.profile,
    ).toMatchObject({
      companyName: realm.name,
    });
    expect(again.redirectUrl).toBe(`${testAppUrl}/connect?ticket=${again.ticket}`);
    expect(await again.page()).toMatchObject({ stage: 'connected', quickbooks: realm.name });
  });

  it('replaces a live connection to the same realm by a working one', async () => {
    const { owner, companyId } = await flow.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    await flow.connect(owner, realm.realmId);
    const before = await liveConnection(test.dependencies.db, companyId);
    await flow.connect(owner, realm.realmId);
    const after = await liveConnection(test.dependencies.db, companyId);
    expect(after?.id).not.toBe(before?.id);
    expect(after?.realmId).toBe(realm.realmId);
    await flow.expectWorking(realm.realmId, after?.id ?? '');
  });

  it('shows the previous QuickBooks company only to the user who connected it', async () => {
    const { owner, colleague } = await flow.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    await flow.connect(owner, realm.realmId);
    const again = await flow.readPage(openWindow(test.app), await flow.ticketFor(owner));
    expect(again).toMatchObject({ stage: 'ask', before: realm.name });
    await test.call(owner, 'connection/disconnect');
    const other = await flow.readPage(openWindow(test.app), await flow.ticketFor(colleague));
    expect(other).toMatchObject({ stage: 'ask', before: null });
  });

  it('shows access_denied when the user presses No thanks', async () => {
    const { owner } = await flow.newCompany();
    const { page } = await flow.connect(owner, null);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'access_denied' } });
    expect(await flow.stateFor(owner)).toMatchObject({ state: 'none' });
  });

  it('returns the refusal of a ticket to its own user only', async () => {
    const { owner, colleague } = await flow.newCompany();
    const stateOf = async (user: typeof owner, ticket: string) =>
      (await test.call(user, 'connection/state', { ticket })).body;
    const undecided = await flow.ticketFor(owner);
    const { ticket } = await flow.connect(owner, null);
    expect(await stateOf(owner, ticket)).toMatchObject({ refused: 'access_denied' });
    expect(await stateOf(owner, undecided)).toMatchObject({ refused: null });
    expect(await stateOf(colleague, ticket)).toMatchObject({ refused: null });
    expect(await flow.stateFor(owner)).toMatchObject({ refused: null });
  });
});
