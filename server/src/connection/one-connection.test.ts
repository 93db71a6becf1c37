import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { connectFor, makeRealmIn } from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { liveConnection } from './store.ts';

let test: TestApp;
let flow: ReturnType<typeof connectWindow>;
beforeAll(async () => {
  test = await buildTestApp();
  flow = connectWindow(test);
});
afterAll(() => test.app.close());

describe('one live connection per company and per realm', () => {
  it('refuses a colleague with the name of the connection owner, before and after consent', async () => {
    const { owner, colleague, companyId } = await flow.newCompany();
    const [realm, others] = await Promise.all([
      makeRealmIn(test.dependencies),
      makeRealmIn(test.dependencies),
    ]);
    const window = openWindow(test.app);
    const ticket = await flow.ticketFor(colleague);
    const consentPage = await flow.continueToIntuit(window, ticket);
    await flow.connect(owner, realm.realmId);
    await window.get(await answerIntuit(consentPage, others.realmId));
    const live = await liveConnection(test.dependencies.db, companyId);
    expect(await flow.readPage(window, ticket)).toMatchObject({
      stage: 'refused',
      error: {
        code: 'connection_taken',
        owner: live?.ownerName,
        since: new Date(live?.connectedAt ?? 0).toISOString(),
      },
    });
    expect((await test.call(colleague, 'connection/ticket')).body).toMatchObject({
      error: { code: 'connection_taken', details: { owner: live?.ownerName } },
    });
    expect(live).toMatchObject({ ownerId: owner.userId, realmId: realm.realmId });
  });

  it('keeps the connection working when a colleague consents to the same realm', async () => {
    const { owner, colleague } = await flow.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    const window = openWindow(test.app);
    const ticket = await flow.ticketFor(colleague);
    const consentPage = await flow.continueToIntuit(window, ticket);
    const connectionId = await connectFor(test.dependencies, owner, realm);
    await window.get(await answerIntuit(consentPage, realm.realmId));
    expect(await flow.readPage(window, ticket)).toMatchObject({
      error: { code: 'connection_taken' },
    });
    await flow.expectWorking(realm.realmId, connectionId);
  });

  it('refuses a realm of another company, whose connection keeps working', async () => {
    const [first, second] = await Promise.all([flow.newCompany(), flow.newCompany()]);
    const realm = await makeRealmIn(test.dependencies);
    const connectionId = await connectFor(test.dependencies, first.owner, realm);
    const { page, redirectUrl, ticket } = await flow.connect(second.owner, realm.realmId);
    expect(redirectUrl).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'realm_taken' } });
    expect(JSON.stringify(await page())).not.toContain(realm.name);
    expect(await flow.stateFor(second.owner)).toMatchObject({ state: 'none' });
    await flow.expectWorking(realm.realmId, connectionId);
  });

  it('connects only one of two users who consent at the same time', async () => {
    const { owner, colleague } = await flow.newCompany();
    const [one, other] = await Promise.all([
      makeRealmIn(test.dependencies),
      makeRealmIn(test.dependencies),
    ]);
    const results = await Promise.all([
      flow.connect(owner, one.realmId),
      flow.connect(colleague, other.realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });

  it('connects only one of two companies that consent to the same realm', async () => {
    const [first, second] = await Promise.all([flow.newCompany(), flow.newCompany()]);
    const { realmId } = await makeRealmIn(test.dependencies);
    const results = await Promise.all([
      flow.connect(first.owner, realmId),
      flow.connect(second.owner, realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });
});
