import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { connectFor, makeBooksIn } from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { liveConnection } from './store.ts';

let test: TestApp;
let at: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  at = connectWindow(test);
});
afterAll(() => test.app.close());

describe('one connection per company, one company per books', () => {
  it('tells a colleague who holds it, before and after consent', async () => {
    const { holder, colleague, companyId } = await at.newCompany();
    const [books, others] = await Promise.all([makeBooksIn(test.doors), makeBooksIn(test.doors)]);
    const window = openWindow(test.app);
    const ticket = await at.ticketFor(colleague);
    const consentPage = await at.goOn(window, ticket);
    await at.connect(holder, books.realmId);
    await window.get(await answerIntuit(consentPage, others.realmId));
    const live = await liveConnection(test.doors.db, companyId);
    expect(await at.look(window, ticket)).toMatchObject({
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
    const { holder, colleague } = await at.newCompany();
    const books = await makeBooksIn(test.doors);
    const window = openWindow(test.app);
    const ticket = await at.ticketFor(colleague);
    const consentPage = await at.goOn(window, ticket);
    const connectionId = await connectFor(test.doors, holder, books);
    await window.get(await answerIntuit(consentPage, books.realmId));
    expect(await at.look(window, ticket)).toMatchObject({ error: { code: 'connection_taken' } });
    await at.worksStill(books.realmId, connectionId);
  });

  it('refuses books that another company is connected to, and leaves that company working', async () => {
    const [first, second] = await Promise.all([at.newCompany(), at.newCompany()]);
    const books = await makeBooksIn(test.doors);
    const connectionId = await connectFor(test.doors, first.holder, books);
    const { page, leadsTo, ticket } = await at.connect(second.holder, books.realmId);
    expect(leadsTo).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'realm_taken' } });
    expect(JSON.stringify(await page())).not.toContain(books.name);
    expect(await at.stateFor(second.holder)).toMatchObject({ state: 'none' });
    await at.worksStill(books.realmId, connectionId);
  });

  it('lets only one of two users through who consent at the same time', async () => {
    const { holder, colleague } = await at.newCompany();
    const [one, other] = await Promise.all([makeBooksIn(test.doors), makeBooksIn(test.doors)]);
    const results = await Promise.all([
      at.connect(holder, one.realmId),
      at.connect(colleague, other.realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });

  it('lets only one of two companies through that consent to the same books', async () => {
    const [first, second] = await Promise.all([at.newCompany(), at.newCompany()]);
    const { realmId } = await makeBooksIn(test.doors);
    const results = await Promise.all([
      at.connect(first.holder, realmId),
      at.connect(second.holder, realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });
});
