import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { makeRealmIn, type TestCompany } from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';

let test: TestApp;
let at: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  at = connectWindow(test);
});
afterAll(() => test.app.close());

describe('what the window refuses', () => {
  const started = async () => {
    const { owner } = await at.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    const window = openWindow(test.app);
    const ticket = await at.ticketFor(owner);
    return { owner, realm, window, ticket };
  };
  const expectNothing = async (user: TestCompany['owner']) =>
    expect(await at.stateFor(user)).toMatchObject({ state: 'none' });

  it('a ticket that nobody issued', async () => {
    expect(await at.look(openWindow(test.app), 'guessed')).toMatchObject({
      stage: 'expired',
      company: '',
      user: '',
    });
  });

  it('a ticket after ten minutes', async () => {
    const { window, ticket } = await started();
    expect(await at.look(window, ticket)).toMatchObject({ stage: 'ask' });
    test.clock.advance(10 * 60_000);
    const went = await window.submit('/connect/go', { ticket });
    expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await at.look(window, ticket)).toMatchObject({ stage: 'expired' });
  });

  it('a ticket that has been used, in the same window or another', async () => {
    const { realm, window, ticket } = await started();
    const other = openWindow(test.app);
    await at.look(other, ticket);
    const back = await answerIntuit(await at.goOn(window, ticket), realm.realmId);
    const tooLate = async (late: typeof window) => {
      const went = await late.submit('/connect/go', { ticket });
      expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    };
    await tooLate(other);
    expect(await at.look(other, ticket)).toMatchObject({ stage: 'expired', company: '' });
    await window.get(back);
    await tooLate(window);
    await tooLate(other);
  });

  it('a form that another site posts for a person who never saw our page', async () => {
    const { window, ticket } = await started();
    const went = await window.submit('/connect/go', { ticket });
    expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
  });

  it('a return in another browser', async () => {
    const { owner, realm, window, ticket } = await started();
    const back = await answerIntuit(await at.goOn(window, ticket), realm.realmId);
    const stranger = openWindow(test.app);
    expect((await stranger.get(back)).headers.location).toBe(`${testAppUrl}/connect?ticket=`);
    await at.look(stranger, await at.ticketFor(owner));
    await stranger.get(back);
    await expectNothing(owner);
  });

  it('a return with the state of another consent', async () => {
    const { owner, realm, window, ticket } = await started();
    const back = new URL(await answerIntuit(await at.goOn(window, ticket), realm.realmId));
    back.searchParams.set('state', 'another');
    const went = await window.get(back.href);
    expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=`);
    await expectNothing(owner);
  });

  it('a return that comes twice', async () => {
    const { owner, realm, window, ticket } = await started();
    const back = await answerIntuit(await at.goOn(window, ticket), realm.realmId);
    await window.get(back);
    const again = await window.get(back);
    expect(again.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await at.stateFor(owner)).toMatchObject({ state: 'active' });
  });

  it('a code that Intuit does not know', async () => {
    const { owner, realm, window, ticket } = await started();
    const back = new URL(await answerIntuit(await at.goOn(window, ticket), realm.realmId));
    back.searchParams.set('code', 'AB1invented');
    await window.get(back.href);
    expect(await at.look(window, ticket)).toMatchObject({
      stage: 'refused',
      error: { code: 'quickbooks_unavailable' },
    });
    await expectNothing(owner);
  });
});

describe('a window that is used as people use windows', () => {
  const opened = async () => {
    const { owner } = await at.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    return { owner, realm, window: openWindow(test.app), ticket: await at.ticketFor(owner) };
  };

  it('connects after a reload, and after Continue was pressed twice', async () => {
    const { owner, realm, window, ticket } = await opened();
    await at.look(window, ticket);
    const first = await at.goOn(window, ticket);
    // The way back in the browser: the page asks again.
    const second = await at.goOn(window, ticket);
    expect(second).toBe(first);
    await window.get(await answerIntuit(first, realm.realmId));
    expect(await at.stateFor(owner)).toMatchObject({ state: 'active', company: realm.name });
  });

  it('connects while another window of the same browser begins with another ticket', async () => {
    const { owner, realm, window, ticket } = await opened();
    const consentPage = await at.goOn(window, ticket);
    const other = await at.ticketFor(owner);
    await at.goOn(window, other);
    await window.get(await answerIntuit(consentPage, realm.realmId));
    expect(await at.stateFor(owner)).toMatchObject({ state: 'active', company: realm.name });
  });

  it('forgets windows that were never finished before its cookies grow too many', async () => {
    const { owner, window } = await opened();
    for (let n = 0; n < 12; n += 1) await at.look(window, await at.ticketFor(owner));
    const last = await at.ticketFor(owner);
    await at.goOn(window, last);
    expect(window.cookies().length).toBeLessThan(12);
  });
});

describe('requests of other sites', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none', origin: testAppUrl },
    { origin: 'null' },
    {},
  ];

  it.each(foreign)('are refused: %o', async (headers) => {
    const { owner } = await at.newCompany();
    const ticket = await at.ticketFor(owner);
    for (const url of ['/connect/look', '/connect/go', '/connect/other']) {
      const payload = { ticket, answer: 'yes' };
      const answer = await test.app.inject({ method: 'POST', url, headers, payload });
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ error: { code: 'foreign_origin' } });
      expect(answer.cookies).toEqual([]);
    }
  });

  it('are told apart by Origin in browsers that do not send Sec-Fetch-Site', async () => {
    const { owner } = await at.newCompany();
    const payload = { ticket: await at.ticketFor(owner) };
    const headers = { origin: testAppUrl };
    const answer = await test.app.inject({
      method: 'POST',
      url: '/connect/look',
      headers,
      payload,
    });
    expect(answer.json()).toMatchObject({ stage: 'ask' });
  });
});
