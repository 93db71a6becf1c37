import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { makeRealmIn, type TestCompany } from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';

let test: TestApp;
let flow: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  flow = connectWindow(test);
});
afterAll(() => test.app.close());

describe('rejecting tickets and returns', () => {
  const openedTicket = async () => {
    const { owner } = await flow.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    const window = openWindow(test.app);
    const ticket = await flow.ticketFor(owner);
    return { owner, realm, window, ticket };
  };
  const expectNothing = async (user: TestCompany['owner']) =>
    expect(await flow.stateFor(user)).toMatchObject({ state: 'none' });

  it('shows an unknown ticket as expired', async () => {
    expect(await flow.readPage(openWindow(test.app), 'guessed')).toMatchObject({
      stage: 'expired',
      company: '',
      user: '',
    });
  });

  it('expires a ticket after ten minutes', async () => {
    const { window, ticket } = await openedTicket();
    expect(await flow.readPage(window, ticket)).toMatchObject({ stage: 'ask' });
    test.clock.advance(10 * 60_000);
    const response = await window.submit('/connect/go', { ticket });
    expect(response.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await flow.readPage(window, ticket)).toMatchObject({ stage: 'expired' });
  });

  it('rejects a used ticket in the same browser and in another', async () => {
    const { realm, window, ticket } = await openedTicket();
    const other = openWindow(test.app);
    await flow.readPage(other, ticket);
    const back = await answerIntuit(await flow.continueToIntuit(window, ticket), realm.realmId);
    const expectRefusal = async (browser: typeof window) => {
      const response = await browser.submit('/connect/go', { ticket });
      expect(response.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    };
    await expectRefusal(other);
    expect(await flow.readPage(other, ticket)).toMatchObject({ stage: 'expired', company: '' });
    await window.get(back);
    await expectRefusal(window);
    await expectRefusal(other);
  });

  it('does not start a consent for a browser without the cookie', async () => {
    const { window, ticket } = await openedTicket();
    const response = await window.submit('/connect/go', { ticket });
    expect(response.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
  });

  it('rejects a return in another browser', async () => {
    const { owner, realm, window, ticket } = await openedTicket();
    const back = await answerIntuit(await flow.continueToIntuit(window, ticket), realm.realmId);
    const stranger = openWindow(test.app);
    expect((await stranger.get(back)).headers.location).toBe(`${testAppUrl}/connect?ticket=`);
    await flow.readPage(stranger, await flow.ticketFor(owner));
    await stranger.get(back);
    await expectNothing(owner);
  });

  it('rejects a return with another state', async () => {
    const { owner, realm, window, ticket } = await openedTicket();
    const back = new URL(
      await answerIntuit(await flow.continueToIntuit(window, ticket), realm.realmId),
    );
    back.searchParams.set('state', 'another');
    const response = await window.get(back.href);
    expect(response.headers.location).toBe(`${testAppUrl}/connect?ticket=`);
    await expectNothing(owner);
  });

  it('ignores a repeated return', async () => {
    const { owner, realm, window, ticket } = await openedTicket();
    const back = await answerIntuit(await flow.continueToIntuit(window, ticket), realm.realmId);
    await window.get(back);
    const again = await window.get(back);
    expect(again.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await flow.stateFor(owner)).toMatchObject({ state: 'active' });
  });

  it('shows quickbooks_unavailable for a code that Intuit rejects', async () => {
    const { owner, realm, window, ticket } = await openedTicket();
    const back = new URL(
      await answerIntuit(await flow.continueToIntuit(window, ticket), realm.realmId),
    );
    back.searchParams.set('code', 'AB1invented');
    await window.get(back.href);
    expect(await flow.readPage(window, ticket)).toMatchObject({
      stage: 'refused',
      error: { code: 'quickbooks_unavailable' },
    });
    await expectNothing(owner);
  });
});

describe('reloading and repeating', () => {
  const openTicket = async () => {
    const { owner } = await flow.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    return { owner, realm, window: openWindow(test.app), ticket: await flow.ticketFor(owner) };
  };

  it('connects after a reload and after pressing Continue twice', async () => {
    const { owner, realm, window, ticket } = await openTicket();
    await flow.readPage(window, ticket);
    const first = await flow.continueToIntuit(window, ticket);
    // As after the browser's Back button.
    const second = await flow.continueToIntuit(window, ticket);
    expect(second).toBe(first);
    await window.get(await answerIntuit(first, realm.realmId));
    expect(await flow.stateFor(owner)).toMatchObject({ state: 'active', company: realm.name });
  });

  it('connects while another window of the same browser uses another ticket', async () => {
    const { owner, realm, window, ticket } = await openTicket();
    const consentPage = await flow.continueToIntuit(window, ticket);
    const other = await flow.ticketFor(owner);
    await flow.continueToIntuit(window, other);
    await window.get(await answerIntuit(consentPage, realm.realmId));
    expect(await flow.stateFor(owner)).toMatchObject({ state: 'active', company: realm.name });
  });

  it('limits the number of cookies of unfinished windows', async () => {
    const { owner, window } = await openTicket();
    for (let n = 0; n < 12; n += 1) await flow.readPage(window, await flow.ticketFor(owner));
    const last = await flow.ticketFor(owner);
    await flow.continueToIntuit(window, last);
    expect(window.cookies().length).toBeLessThan(12);
  });
});

describe('requests from other sites', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none', origin: testAppUrl },
    { origin: 'null' },
    {},
  ];

  it.each(foreign)('are refused: %o', async (headers) => {
    const { owner } = await flow.newCompany();
    const ticket = await flow.ticketFor(owner);
    for (const url of ['/connect/look', '/connect/go', '/connect/other']) {
      const payload = { ticket, answer: 'yes' };
      const response = await test.app.inject({ method: 'POST', url, headers, payload });
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ error: { code: 'foreign_origin' } });
      expect(response.cookies).toEqual([]);
    }
  });

  it('are detected by Origin when the browser sends no Sec-Fetch-Site', async () => {
    const { owner } = await flow.newCompany();
    const payload = { ticket: await flow.ticketFor(owner) };
    const headers = { origin: testAppUrl };
    const response = await test.app.inject({
      method: 'POST',
      url: '/connect/look',
      headers,
      payload,
    });
    expect(response.json()).toMatchObject({ stage: 'ask' });
  });
});
