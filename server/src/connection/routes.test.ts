import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptBooks } from '../books/store.ts';
import { hashOf } from '../oauth/secrets.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { answerIntuit, openWindow, type TestWindow } from '../testing/consent-pages.ts';
import { control } from '../testing/control.ts';
import {
  connectFor,
  installFor,
  makeBooksIn,
  makeCompany,
  type TestCompany,
} from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import type { ConnectPage } from './contract.ts';
import { openConsent } from './pending-consent.ts';
import { liveConnection } from './store.ts';
import { ticketByHash } from './ticket-store.ts';

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.app.close());

const newCompany = async (): Promise<TestCompany> => {
  const company = await makeCompany(test.doors);
  await Promise.all([
    installFor(test.doors, company.holder),
    installFor(test.doors, company.colleague),
  ]);
  return company;
};

type User = TestCompany['holder'];

const ticketFor = async (user: User): Promise<string> => {
  const answer = await test.call(user, 'connection/ticket');
  expect(answer.body).toMatchObject({ url: expect.stringContaining(`${testAppUrl}/connect?`) });
  return new URL((answer.body as { url: string }).url).searchParams.get('ticket') ?? '';
};

const look = async (window: TestWindow, ticket: string) =>
  (await window.ask('/connect/look', { ticket })) as ConnectPage;

/** Up to Intuit's consent page: the address the window stands at. */
const goOn = async (window: TestWindow, ticket: string): Promise<string> => {
  expect(await look(window, ticket)).toMatchObject({ stage: 'ask' });
  const went = await window.submit('/connect/go', { ticket });
  expect(went.statusCode).toBe(303);
  return String(went.headers.location);
};

/** The whole way, as a person goes it. */
const connect = async (user: User, realmId: string | null) => {
  const window = openWindow(test.app);
  const ticket = await ticketFor(user);
  const back = await answerIntuit(await goOn(window, ticket), realmId);
  const returned = await window.get(back);
  expect(returned.statusCode).toBe(303);
  expect(returned.body).toBe('');
  const leadsTo = String(returned.headers.location);
  return { window, ticket, leadsTo, page: () => look(window, ticket) };
};

const stateFor = async (user: User) => (await test.call(user, 'connection/state')).body;

/** Whether Intuit still takes this refresh token. */
const isAlive = async (refreshToken: string) => {
  const { clientId, clientSecret, tokenUrl } = test.doors.settings.quickbooks;
  const endpoint = { url: tokenUrl, clientId, clientSecret, timeoutMs: 5_000 };
  return (await makeRefresh(endpoint, test.clock)(refreshToken)).kind === 'tokens';
};

const liveRefreshToken = async (companyId: number) => {
  const live = await liveConnection(test.doors.db, companyId);
  return test.doors.vault.open(live?.refreshToken ?? '');
};

const pendingRefreshToken = async (ticket: string) => {
  const row = await ticketByHash(test.doors.db, hashOf(ticket), test.clock.now());
  return openConsent(test.doors.vault, row?.pending ?? '').tokens.refreshToken;
};

const worksStill = async (realmId: string, connectionId: string) => {
  const books = await test.doors.quickbooks.readBooks({ connectionId, realmId });
  expect(books.realmId).toBe(realmId);
};

describe('connecting', () => {
  it('names company and user, goes to Intuit, and ends on the settings page the first time', async () => {
    const { holder } = await newCompany();
    const books = await makeBooksIn(test.doors);
    const window = openWindow(test.app);
    const ticket = await ticketFor(holder);
    expect(await look(window, ticket)).toMatchObject({
      stage: 'ask',
      company: expect.stringContaining('Harbour Workspaces'),
      user: expect.any(String),
      quickbooks: null,
    });
    const consentPage = new URL(await goOn(window, ticket));
    expect(consentPage.searchParams.get('scope')).toBe('com.intuit.quickbooks.accounting');
    const returned = await window.get(await answerIntuit(consentPage.href, books.realmId));
    expect(returned.headers.location).toContain(
      '/settings/marketplace/app/demo-pipedrive-client/app-settings',
    );
    expect(await stateFor(holder)).toMatchObject({
      state: 'active',
      holder: { isYou: true },
      company: books.name,
    });
    expect(await look(window, ticket)).toMatchObject({
      stage: 'connected',
      quickbooks: books.name,
      settingsUrl: returned.headers.location,
    });
  });

  it('shows the result on its own page when the company was connected before', async () => {
    const { holder, companyId } = await newCompany();
    const books = await makeBooksIn(test.doors);
    await connect(holder, books.realmId);
    await test.call(holder, 'connection/disconnect');
    const again = await connect(holder, books.realmId);
    expect((await keptBooks(test.doors.db, companyId, books.realmId))?.profile).toMatchObject({
      companyName: books.name,
    });
    expect(again.leadsTo).toBe(`${testAppUrl}/connect?ticket=${again.ticket}`);
    expect(await again.page()).toMatchObject({ stage: 'connected', quickbooks: books.name });
  });

  it('renews a connection that stands, and the new consent works', async () => {
    const { holder, companyId } = await newCompany();
    const books = await makeBooksIn(test.doors);
    await connect(holder, books.realmId);
    const before = await liveConnection(test.doors.db, companyId);
    await connect(holder, books.realmId);
    const after = await liveConnection(test.doors.db, companyId);
    expect(after?.id).not.toBe(before?.id);
    expect(after?.realmId).toBe(books.realmId);
    await worksStill(books.realmId, after?.id ?? '');
  });

  it('reminds the person who connected before of those books, and nobody else', async () => {
    const { holder, colleague } = await newCompany();
    const books = await makeBooksIn(test.doors);
    await connect(holder, books.realmId);
    const again = await look(openWindow(test.app), await ticketFor(holder));
    expect(again).toMatchObject({ stage: 'ask', before: books.name });
    await test.call(holder, 'connection/disconnect');
    const other = await look(openWindow(test.app), await ticketFor(colleague));
    expect(other).toMatchObject({ stage: 'ask', before: null });
  });

  it('says so when the person presses No thanks', async () => {
    const { holder } = await newCompany();
    const { page } = await connect(holder, null);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'access_denied' } });
    expect(await stateFor(holder)).toMatchObject({ state: 'none' });
  });

  it('connects even when the books cannot be read at once', async () => {
    const { holder } = await newCompany();
    const books = await makeBooksIn(test.doors);
    await control(test.doors.settings.quickbooks.apiUrl, 'POST', 'faults', {
      match: { realm: books.realmId },
      fault: 'status',
      status: 503,
      times: 20,
    });
    await connect(holder, books.realmId);
    expect(await stateFor(holder)).toMatchObject({ state: 'active', company: books.realmId });
  });
});

describe('what the window refuses', () => {
  const started = async () => {
    const { holder } = await newCompany();
    const books = await makeBooksIn(test.doors);
    const window = openWindow(test.app);
    const ticket = await ticketFor(holder);
    return { holder, books, window, ticket };
  };
  const expectNothing = async (user: User) =>
    expect(await stateFor(user)).toMatchObject({ state: 'none' });

  it('a ticket that nobody issued', async () => {
    expect(await look(openWindow(test.app), 'guessed')).toMatchObject({
      stage: 'expired',
      company: '',
      user: '',
    });
  });

  it('a ticket after ten minutes', async () => {
    const { window, ticket } = await started();
    expect(await look(window, ticket)).toMatchObject({ stage: 'ask' });
    test.clock.advance(10 * 60_000);
    const went = await window.submit('/connect/go', { ticket });
    expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await look(window, ticket)).toMatchObject({ stage: 'expired' });
  });

  it('a ticket that has been used, in the same window or another', async () => {
    const { window, ticket } = await started();
    const other = openWindow(test.app);
    await look(other, ticket);
    await goOn(window, ticket);
    for (const late of [window, other]) {
      const went = await late.submit('/connect/go', { ticket });
      expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
      expect(await look(late, ticket)).toMatchObject({ stage: 'expired', company: '' });
    }
  });

  it('a form that another site posts for a person who never saw our page', async () => {
    const { window, ticket } = await started();
    const went = await window.submit('/connect/go', { ticket });
    expect(went.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
  });

  it('a return in another browser', async () => {
    const { holder, books, window, ticket } = await started();
    const back = await answerIntuit(await goOn(window, ticket), books.realmId);
    const stranger = openWindow(test.app);
    expect((await stranger.get(back)).headers.location).toBe(`${testAppUrl}/connect?ticket=`);
    await look(stranger, await ticketFor(holder));
    await stranger.get(back);
    await expectNothing(holder);
  });

  it('a return with the state of another consent', async () => {
    const { holder, books, window, ticket } = await started();
    const back = new URL(await answerIntuit(await goOn(window, ticket), books.realmId));
    back.searchParams.set('state', 'another');
    await window.get(back.href);
    await expectNothing(holder);
  });

  it('a return that comes twice', async () => {
    const { holder, books, window, ticket } = await started();
    const back = await answerIntuit(await goOn(window, ticket), books.realmId);
    await window.get(back);
    const again = await window.get(back);
    expect(again.headers.location).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await stateFor(holder)).toMatchObject({ state: 'active' });
  });

  it('a code that Intuit does not know', async () => {
    const { holder, books, window, ticket } = await started();
    const back = new URL(await answerIntuit(await goOn(window, ticket), books.realmId));
    back.searchParams.set('code', 'AB1invented');
    await window.get(back.href);
    expect(await look(window, ticket)).toMatchObject({
      stage: 'refused',
      error: { code: 'quickbooks_unavailable' },
    });
    await expectNothing(holder);
  });
});

describe('one connection per company, one company per books', () => {
  it('tells a colleague who holds it, before and after consent', async () => {
    const { holder, colleague, companyId } = await newCompany();
    const [books, others] = await Promise.all([makeBooksIn(test.doors), makeBooksIn(test.doors)]);
    const window = openWindow(test.app);
    const ticket = await ticketFor(colleague);
    const consentPage = await goOn(window, ticket);
    await connect(holder, books.realmId);
    await window.get(await answerIntuit(consentPage, others.realmId));
    const live = await liveConnection(test.doors.db, companyId);
    expect(await look(window, ticket)).toMatchObject({
      stage: 'refused',
      error: {
        code: 'connection_taken',
        holder: live?.holderName,
        since: new Date(live?.connectedAt ?? 0).toISOString(),
      },
    });
    expect((await test.call(colleague, 'connection/ticket')).body).toMatchObject({
      error: { code: 'connection_taken', details: { holder: live?.holderName } },
    });
    expect(live).toMatchObject({ holderId: holder.userId, realmId: books.realmId });
  });

  it('leaves the holder working when a colleague consents to the same books', async () => {
    const { holder, colleague } = await newCompany();
    const books = await makeBooksIn(test.doors);
    const window = openWindow(test.app);
    const ticket = await ticketFor(colleague);
    const consentPage = await goOn(window, ticket);
    const connectionId = await connectFor(test.doors, holder, books);
    await window.get(await answerIntuit(consentPage, books.realmId));
    expect(await look(window, ticket)).toMatchObject({ error: { code: 'connection_taken' } });
    await worksStill(books.realmId, connectionId);
  });

  it('refuses books that another company is connected to, and leaves that company working', async () => {
    const [first, second] = await Promise.all([newCompany(), newCompany()]);
    const books = await makeBooksIn(test.doors);
    const connectionId = await connectFor(test.doors, first.holder, books);
    const { page, leadsTo, ticket } = await connect(second.holder, books.realmId);
    expect(leadsTo).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'realm_taken' } });
    expect(JSON.stringify(await page())).not.toContain(books.name);
    expect(await stateFor(second.holder)).toMatchObject({ state: 'none' });
    await worksStill(books.realmId, connectionId);
  });

  it('lets only one of two users through who consent at the same time', async () => {
    const { holder, colleague } = await newCompany();
    const [one, other] = await Promise.all([makeBooksIn(test.doors), makeBooksIn(test.doors)]);
    const results = await Promise.all([
      connect(holder, one.realmId),
      connect(colleague, other.realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });

  it('lets only one of two companies through that consent to the same books', async () => {
    const [first, second] = await Promise.all([newCompany(), newCompany()]);
    const { realmId } = await makeBooksIn(test.doors);
    const results = await Promise.all([
      connect(first.holder, realmId),
      connect(second.holder, realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });
});

describe('other books than before', () => {
  const changing = async () => {
    const company = await newCompany();
    const [before, after] = await Promise.all([makeBooksIn(test.doors), makeBooksIn(test.doors)]);
    await connect(company.holder, before.realmId);
    const window = await connect(company.holder, after.realmId);
    return { ...company, before, after, ...window };
  };
  const answer = ({ window, ticket }: { window: TestWindow; ticket: string }, words: string) =>
    window.submit('/connect/other', { ticket, answer: words });

  it('waits for a yes and names both', async () => {
    const { page, before, after, holder } = await changing();
    expect(await page()).toMatchObject({
      stage: 'other_company',
      quickbooks: after.name,
      before: before.name,
    });
    expect(await stateFor(holder)).toMatchObject({ company: before.name });
  });

  it('changes over on a yes', async () => {
    const at = await changing();
    const old = await liveRefreshToken(at.companyId);
    const answered = await answer(at, 'yes');
    expect(answered.headers.location).toBe(`${testAppUrl}/connect?ticket=${at.ticket}`);
    expect(await at.page()).toMatchObject({ stage: 'connected', quickbooks: at.after.name });
    const live = await liveConnection(test.doors.db, at.companyId);
    expect(live?.realmId).toBe(at.after.realmId);
    await worksStill(at.after.realmId, live?.id ?? '');
    expect(await isAlive(old)).toBe(false);
  });

  it('leaves everything as it was on a no', async () => {
    const at = await changing();
    const unwanted = await pendingRefreshToken(at.ticket);
    await answer(at, 'no');
    expect(await isAlive(unwanted)).toBe(false);
    expect(await at.page()).toMatchObject({ stage: 'refused', error: { code: 'other_realm' } });
    expect(await stateFor(at.holder)).toMatchObject({ state: 'active', company: at.before.name });
    const live = await liveConnection(test.doors.db, at.companyId);
    await worksStill(at.before.realmId, live?.id ?? '');
  });

  it('hears no answer from another browser', async () => {
    const at = await changing();
    await answer({ window: openWindow(test.app), ticket: at.ticket }, 'yes');
    expect(await stateFor(at.holder)).toMatchObject({ company: at.before.name });
    expect(await at.page()).toMatchObject({ stage: 'other_company' });
  });

  it('asks as well after a disconnect', async () => {
    const { holder } = await newCompany();
    const [before, after] = await Promise.all([makeBooksIn(test.doors), makeBooksIn(test.doors)]);
    await connect(holder, before.realmId);
    await test.call(holder, 'connection/disconnect');
    const { page } = await connect(holder, after.realmId);
    expect(await page()).toMatchObject({ stage: 'other_company', before: before.name });
  });

  it('hands a consent back that nobody answered for', async () => {
    const { holder, ticket } = await changing();
    const unwanted = await pendingRefreshToken(ticket);
    test.clock.advance(31 * 60_000);
    await ticketFor(holder);
    await expect.poll(() => isAlive(unwanted)).toBe(false);
  });
});
