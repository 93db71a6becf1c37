import { afterAll, beforeAll, expect, it } from 'vitest';
import { basicAuth } from '../oauth/secrets.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { connectionName, liveConnection } from './store.ts';

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.app.close());

const open = (path: string) => test.app.inject({ url: path });

it('marks the connection broken only when Intuit refuses a refresh', async () => {
  const { companyId, realmId, owner } = await makeConnectedCompany(test.dependencies);
  const state = async () => (await liveConnection(test.dependencies.db, companyId))?.state;
  const version = async () => (await liveConnection(test.dependencies.db, companyId))?.version;

  const response = await open(`/oauth/quickbooks/disconnected?realmId=${realmId}`);
  expect(response.headers.location).toBe(`${testAppUrl}/connect`);
  await expect.poll(version).toBe(1);
  expect(await state()).toBe('active');

  const { revokeUrl, clientId, clientSecret } = test.dependencies.settings.quickbooks;
  const live = await liveConnection(test.dependencies.db, companyId);
  await fetch(revokeUrl, {
    method: 'POST',
    headers: {
      authorization: basicAuth(clientId, clientSecret),
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      token: test.dependencies.vault.decrypt(
        live?.refreshToken ?? '',
        connectionName(live?.id ?? ''),
      ),
    }),
  });
  test.clock.advance(61_000);
  await open(`/oauth/quickbooks/disconnected?realmId=${realmId}`);
  await expect.poll(state).toBe('broken');
  expect((await test.call(owner, 'connection/state')).body).toMatchObject({ state: 'broken' });
});

it('refreshes at most once a minute, however often the link is opened', async () => {
  const { companyId, realmId } = await makeConnectedCompany(test.dependencies);
  const version = async () => (await liveConnection(test.dependencies.db, companyId))?.version;
  const visit = () => open(`/oauth/quickbooks/disconnected?realmId=${realmId}`);
  await visit();
  await expect.poll(version).toBe(1);
  for (let more = 0; more < 5; more++) await visit();
  test.clock.advance(61_000);
  await visit();
  await expect.poll(version).toBeGreaterThan(1);
  expect(await version()).toBe(2);
});

it('redirects every other request to the connect page', async () => {
  for (const path of ['disconnected', 'disconnected?realmId=1&realmId=2', 'reconnect?x=1']) {
    const response = await open(`/oauth/quickbooks/${path}`);
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe(`${testAppUrl}/connect`);
  }
});
