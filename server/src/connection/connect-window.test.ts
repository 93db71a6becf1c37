import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { makeBooksIn, type TestCompany } from '../testing/make-company.ts';
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
    const { holder } = await at.newCompany();
    const books = await makeBooksIn(test.doors);
    const window = openWindow(test.app);
    const ticket = await at.ticketFor(holder);
    return { holder, books, window, ticket };
  };
  const expectNothing = async (user: TestCompany['holder']) =>
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
    const { window, ticket } = await started();
    const other = openWindow(test.app);
    await at.look(other, ticket);
    await at.goOn(window, ticket);
    for (const late of [window, other]) {
      const went = await late.submit('/connect/go', { ticket });
      expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
      expect(await at.look(late, ticket)).toMatchObject({ stage: 'expired', company: '' });
    }
  });

  it('a form that another site posts for a person who never saw our page', async () => {
    const { window, ticket } = await started();
    const went = await window.submit('/connect/go', { ticket });
    expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
  });

  it('a return in another browser', async () => {
    const { holder, books, window, ticket } = await started();
    const back = await answerIntuit(await at.goOn(window, ticket), books.realmId);
    const stranger = openWindow(test.app);
    expect((await stranger.get(back)).headers.location).toBe(`${testAppUrl}/connect?ticket=`);
    await at.look(stranger, await at.ticketFor(holder));
    await stranger.get(back);
    await expectNothing(holder);
  });

  it('a return with the state of another consent', async () => {
    const { holder, books, window, ticket } = await started();
    const back = new URL(await answerIntuit(await at.goOn(window, ticket), books.realmId));
    back.searchParams.set('state', 'another');
    await window.get(back.href);
    await expectNothing(holder);
  });

  it('a return that comes twice', async () => {
    const { holder, books, window, ticket } = await started();
    const back = await answerIntuit(await at.goOn(window, ticket), books.realmId);
    await window.get(back);
    const again = await window.get(back);
    expect(again.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await at.stateFor(holder)).toMatchObject({ state: 'active' });
  });

  it('a code that Intuit does not know', async () => {
    const { holder, books, window, ticket } = await started();
    const back = new URL(await answerIntuit(await at.goOn(window, ticket), books.realmId));
    back.searchParams.set('code', 'AB1invented');
    await window.get(back.href);
    expect(await at.look(window, ticket)).toMatchObject({
      stage: 'refused',
      error: { code: 'quickbooks_unavailable' },
    });
    await expectNothing(holder);
  });
});
