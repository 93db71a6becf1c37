import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { answerIntuit, openWindow } from '../testing/consent-pages.ts';
import { connectFor, makeRealmIn } from '../testing/make-company.ts';
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
    const { owner, colleague, companyId } = await at.newCompany();
    const [realm, others] = await Promise.all([
      makeRealmIn(test.dependencies),
      makeRealmIn(test.dependencies),
    ]);
    const window = openWindow(test.app);
    const ticket = await at.ticketFor(colleague);
    const consentPage = await at.goOn(window, ticket);
    await at.connect(owner, realm.realmId);
    await window.get(await answerIntuit(consentPage, others.realmId));
    const live = await liveConnection(test.dependencies.db, companyId);
    expect(await at.look(window, ticket)).toMatchObject({
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

  it('leaves the holder working when a colleague consents to the same books', async () => {
    const { owner, colleague } = await at.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    const window = openWindow(test.app);
    const ticket = await at.ticketFor(colleague);
    const consentPage = await at.goOn(window, ticket);
    const connectionId = await connectFor(test.dependencies, owner, realm);
    await window.get(await answerIntuit(consentPage, realm.realmId));
    expect(await at.look(window, ticket)).toMatchObject({ error: { code: 'connection_taken' } });
    await at.worksStill(realm.realmId, connectionId);
  });

  it('refuses books that another company is connected to, and leaves that company working', async () => {
    const [first, second] = await Promise.all([at.newCompany(), at.newCompany()]);
    const realm = await makeRealmIn(test.dependencies);
    const connectionId = await connectFor(test.dependencies, first.owner, realm);
    const { page, leadsTo, ticket } = await at.connect(second.owner, realm.realmId);
    expect(leadsTo).toBe(`${testAppUrl}/connect?ticket=${ticket}`);
    expect(await page()).toMatchObject({ stage: 'refused', error: { code: 'realm_taken' } });
    expect(JSON.stringify(await page())).not.toContain(realm.name);
    expect(await at.stateFor(second.owner)).toMatchObject({ state: 'none' });
    await at.worksStill(realm.realmId, connectionId);
  });

  it('lets only one of two users through who consent at the same time', async () => {
    const { owner, colleague } = await at.newCompany();
    const [one, other] = await Promise.all([
      makeRealmIn(test.dependencies),
      makeRealmIn(test.dependencies),
    ]);
    const results = await Promise.all([
      at.connect(owner, one.realmId),
      at.connect(colleague, other.realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });

  it('lets only one of two companies through that consent to the same books', async () => {
    const [first, second] = await Promise.all([at.newCompany(), at.newCompany()]);
    const { realmId } = await makeRealmIn(test.dependencies);
    const results = await Promise.all([
      at.connect(first.owner, realmId),
      at.connect(second.owner, realmId),
    ]);
    const stages = await Promise.all(results.map(async ({ page }) => (await page()).stage));
    expect(stages.toSorted()).toEqual(['connected', 'refused']);
  });
});
