import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptBooks } from '../books/store.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { makeBooksIn } from '../testing/make-company.ts';
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
    const { holder } = await at.newCompany();
    const books = await makeBooksIn(test.doors);
    const window = openWindow(test.app);
    const ticket = await at.ticketFor(holder);
    expect(await at.look(window, ticket)).toMatchObject({
      stage: 'ask',
      company: expect.stringContaining('Harbour Workspaces'),
      user: expect.any(String),
      quickbooks: null,
    });
    const consentPage = new URL(await at.goOn(window, ticket));
    expect(consentPage.searchParams.get('scope')).toBe('com.intuit.quickbooks.accounting');
    const returned = await window.get(await answerIntuit(consentPage.href, books.realmId));
    expect(returned.headers.location).toContain(
      '/settings/marketplace/app/demo-pipedrive-client/app-settings',
    );
    expect(await at.stateFor(holder)).toMatchObject({
      state: 'active',
      holder: { isYou: true },
      company: books.name,
    });
    expect(await at.look(window, ticket)).toMatchObject({
      stage: 'connected',
      quickbooks: books.name,
      settingsUrl: returned.headers.location,
    });
  });

  it('shows the result on its own page when the company was connected before', async () => {
    const { holder, companyId } = await at.newCompany();
    const books = await makeBooksIn(test.doors);
    await at.connect(holder, books.realmId);
    await test.call(holder, 'connection/disconnect');
    const again = await at.connect(holder, books.realmId);
    expect((await keptBooks(test.doors.db, companyId, books.realmId))?.profile).toMatchObject({
      companyName: books.name,
    });
    expect(again.leadsTo).toBe(`${testAppUrl}/connect?ticket=${again.ticket}`);
    expect(await again.page()).toMatchObject({ stage: 'connected', quickbooks: books.name });
  });

  it('renews a connection that stands, and the new consent works', async () => {
    const { holder, companyId } = await at.newCompany();
    const books = await makeBooksIn(test.doors);
    await at.connect(holder, books.realmId);
    const before = await liveConnection(test.doors.db, companyId);
    await at.connect(holder, books.realmId);
    const after = await liveConnection(test.doors.db, companyId);
    expect(after?.id).not.toBe(before?.id);
    expect(after?.realmId).toBe(books.realmId);
    await at.worksStill(books.realmId, after?.id ?? '');
  });

  it('reminds the person who connected before of those books, and nobody else', async () => {
    const { holder, colleague } = await at.newCompany();
    const books = await makeBooksIn(test.doors);
    await at.connect(holder, books.realmId);
    const again = await at.look(openWindow(test.app), await at.ticketFor(holder));
    expect(again).toMatchObject({ stage: 'ask', before: books.name });
    await test.call(holder, 'connection/disconnect');
    const other = await at.look(openWindow(test.app), await at.ticketFor(colleague));
    expect(other).toMatchObject({ stage: 'ask', before: null });
  });

  it('says so when the person presses No thanks', async () => {
    const { holder } = await at.newCompany();
    const { page } = await at.connect(holder, null);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'access_denied' } });
    expect(await at.stateFor(holder)).toMatchObject({ state: 'none' });
  });

  it('tells the panel that waits for it why that attempt ended, and nobody else', async () => {
    const { holder, colleague } = await at.newCompany();
    const stateOf = async (user: typeof holder, ticket: string) =>
      (await test.call(user, 'connection/state', { ticket })).body;
    const undecided = await at.ticketFor(holder);
    const { ticket } = await at.connect(holder, null);
    expect(await stateOf(holder, ticket)).toMatchObject({ refused: 'access_denied' });
    expect(await stateOf(holder, undecided)).toMatchObject({ refused: null });
    expect(await stateOf(colleague, ticket)).toMatchObject({ refused: null });
    expect(await at.stateFor(holder)).toMatchObject({ refused: null });
  });
});
