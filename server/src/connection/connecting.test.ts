import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedProfile } from '../company-profile/store.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { makeRealmIn } from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { liveConnection } from './store.ts';

let test: TestApp;
let at: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  at = connectWindow(test);
});
afterAll(() => test.app.close());

describe('connecting', () => {
  it('names company and user, goes to Intuit, and ends on the settings page the first time', async () => {
    const { owner } = await at.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    const window = openWindow(test.app);
    const ticket = await at.ticketFor(owner);
    expect(await at.look(window, ticket)).toMatchObject({
      stage: 'ask',
      company: expect.stringContaining('Harbour Workspaces'),
      user: expect.any(String),
      quickbooks: null,
    });
    const consentPage = new URL(await at.goOn(window, ticket));
    expect(consentPage.searchParams.get('scope')).toBe('com.intuit.quickbooks.accounting');
    const returned = await window.get(await answerIntuit(consentPage.href, realm.realmId));
    expect(returned.headers.location).toContain(
      '/settings/marketplace/app/demo-pipedrive-client/app-settings',
    );
    expect(await at.stateFor(owner)).toMatchObject({
      state: 'active',
      owner: { isYou: true },
      company: realm.name,
    });
    expect(await at.look(window, ticket)).toMatchObject({
      stage: 'connected',
      quickbooks: realm.name,
      settingsUrl: returned.headers.location,
    });
  });

  it('shows the result on its own page when the company was connected before', async () => {
    const { owner, companyId } = await at.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    await at.connect(owner, realm.realmId);
    await test.call(owner, 'connection/disconnect');
    const again = await at.connect(owner, realm.realmId);
    expect(
      (await storedProfile(test.dependencies.db, companyId, realm.realmId))?.profile,
    ).toMatchObject({
      companyName: realm.name,
    });
    expect(again.leadsTo).toBe(`${testAppUrl}/connect?ticket=${again.ticket}`);
    expect(await again.page()).toMatchObject({ stage: 'connected', quickbooks: realm.name });
  });

  it('renews a connection that stands, and the new consent works', async () => {
    const { owner, companyId } = await at.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    await at.connect(owner, realm.realmId);
    const before = await liveConnection(test.dependencies.db, companyId);
    await at.connect(owner, realm.realmId);
    const after = await liveConnection(test.dependencies.db, companyId);
    expect(after?.id).not.toBe(before?.id);
    expect(after?.realmId).toBe(realm.realmId);
    await at.worksStill(realm.realmId, after?.id ?? '');
  });

  it('reminds the person who connected before of those books, and nobody else', async () => {
    const { owner, colleague } = await at.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    await at.connect(owner, realm.realmId);
    const again = await at.look(openWindow(test.app), await at.ticketFor(owner));
    expect(again).toMatchObject({ stage: 'ask', before: realm.name });
    await test.call(owner, 'connection/disconnect');
    const other = await at.look(openWindow(test.app), await at.ticketFor(colleague));
    expect(other).toMatchObject({ stage: 'ask', before: null });
  });

  it('says so when the person presses No thanks', async () => {
    const { owner } = await at.newCompany();
    const { page } = await at.connect(owner, null);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'access_denied' } });
    expect(await at.stateFor(owner)).toMatchObject({ state: 'none' });
  });

  it('tells the panel that waits for it why that attempt ended, and nobody else', async () => {
    const { owner, colleague } = await at.newCompany();
    const stateOf = async (user: typeof owner, ticket: string) =>
      (await test.call(user, 'connection/state', { ticket })).body;
    const undecided = await at.ticketFor(owner);
    const { ticket } = await at.connect(owner, null);
    expect(await stateOf(owner, ticket)).toMatchObject({ refused: 'access_denied' });
    expect(await stateOf(owner, undecided)).toMatchObject({ refused: null });
    expect(await stateOf(colleague, ticket)).toMatchObject({ refused: null });
    expect(await at.stateFor(owner)).toMatchObject({ refused: null });
  });
});
