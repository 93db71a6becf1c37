import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { liveConnection } from '../connection/store.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { answerPipedrive, openWindow, type TestWindow } from '../testing/consent-pages.ts';
import {
  installFor,
  makeCompany,
  makeConnectedCompany,
  type TestCompany,
} from '../testing/make-company.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import { install } from './install.ts';
import { grantOf } from './store.ts';

const callback = '/oauth/pipedrive/callback';

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.app.close());

describe('installing', () => {
  let company: TestCompany;
  let window: TestWindow;
  beforeEach(async () => {
    company = await makeCompany(test.dependencies);
    window = openWindow(test.app);
  });

  const consentPage = async () => {
    const started = await window.get('/oauth/pipedrive/start');
    expect(started.statusCode).toBe(302);
    return String(started.headers.location);
  };

  it('stores the grant after the consent and redirects to the settings page', async () => {
    const page = await consentPage();
    expect(page).toContain('/oauth/authorize?');
    expect(new URL(page).searchParams.get('redirect_uri')).toBe(testAppUrl + callback);
    const done = await window.get(await answerPipedrive(page, company.owner));
    expect(done.statusCode).toBe(302);
    expect(done.headers.location).toBe(
      `${test.dependencies.settings.pipedrive.oauthUrl}/settings/marketplace/app/demo-pipedrive-client/app-settings`,
    );
    expect(done.body).toBe('');
    const grant = await grantOf(test.dependencies.db, company.owner);
    expect(grant).toMatchObject({
      state: 'active',
      companyName: expect.stringMatching(/^Harbour Workspaces/),
      userName: 'Sales Lead',
    });
    expect(grant?.refreshToken).toMatch(/^test\./);
    expect((await test.call(company.owner, 'connection/state')).body).toMatchObject({
      state: 'none',
    });
  });

  it('installs for the consenting user only, not for a colleague', async () => {
    await window.get(await answerPipedrive(await consentPage(), company.owner));
    const response = await test.call(company.colleague, 'connection/state');
    expect(response.status).toBe(403);
    expect(response.body).toMatchObject({
      error: {
        code: 'not_installed',
        details: { installUrl: `${testAppUrl}/oauth/pipedrive/start` },
      },
    });
  });

  it('redirects to result=cancelled when the user presses Cancel', async () => {
    const back = await answerPipedrive(await consentPage(), { ...company.owner, allow: false });
    const done = await window.get(back);
    expect(done.headers.location).toBe(`${testAppUrl}/install?result=cancelled`);
    expect(await grantOf(test.dependencies.db, company.owner)).toBeNull();
  });

  it('does not exchange a code with the state of another browser', async () => {
    const back = await answerPipedrive(await consentPage(), company.owner);
    const stranger = openWindow(test.app);
    const done = await stranger.get(back);
    expect(done.headers.location).toBe(`${testAppUrl}/install?result=failed`);
    expect(await grantOf(test.dependencies.db, company.owner)).toBeNull();
  });

  it('does not exchange a code twice', async () => {
    const back = await answerPipedrive(await consentPage(), company.owner);
    await window.get(back);
    const again = await window.get(back);
    expect(again.headers.location).toBe(`${testAppUrl}/install?result=failed`);
  });

  it('redirects a Marketplace install once to our own start page', async () => {
    const back = new URL(await answerPipedrive(await consentPage(), company.owner));
    back.searchParams.delete('state');
    const first = await window.get(back.href);
    expect(first.headers.location).toBe(`${testAppUrl}/oauth/pipedrive/start`);
    expect(await grantOf(test.dependencies.db, company.owner)).toBeNull();
    const second = await window.get(back.href);
    expect(second.headers.location).toBe(`${testAppUrl}/install?result=failed`);

    await window.get(await answerPipedrive(await consentPage(), company.owner));
    expect(await grantOf(test.dependencies.db, company.owner)).not.toBeNull();
  });

  it('rejects a grant whose api_domain is not Pipedrive', async () => {
    const { db, clock } = test.dependencies;
    const tokens = {
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: clock.now(),
      refreshExpiresAt: null,
      hardExpiresAt: null,
    };
    for (const apiDomain of ['https://evil.example', 'http://acme.pipedrive.com', null]) {
      expect(await install(test.dependencies, { ...tokens, apiDomain })).toBeNull();
    }
    expect(await grantOf(db, company.owner)).toBeNull();
  });

  it('replaces the grant of a user who installs again', async () => {
    await installFor(test.dependencies, company.owner);
    const before = await grantOf(test.dependencies.db, company.owner);
    await window.get(await answerPipedrive(await consentPage(), company.owner));
    const after = await grantOf(test.dependencies.db, company.owner);
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
    expect(after?.version).toBeGreaterThan(before?.version ?? 0);
  });
});

describe('uninstalling', () => {
  const notify = (
    body: unknown,
    {
      id = 'demo-pipedrive-client',
      secret = 'demo-pipedrive-secret-of-more-than-32-characters',
    } = {},
  ) =>
    test.app.inject({
      method: 'DELETE',
      url: callback,
      headers: {
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      payload: JSON.stringify(body),
    });
  const noticeFor = ({ companyId, userId }: { companyId: number; userId: number }) => ({
    client_id: 'demo-pipedrive-client',
    company_id: companyId,
    user_id: userId,
    timestamp: new Date(test.clock.now()).toISOString(),
  });

  it("deletes a colleague's grant and keeps the connection", async () => {
    const company = await makeConnectedCompany(test.dependencies);
    expect((await notify(noticeFor(company.colleague))).statusCode).toBe(204);
    expect(await grantOf(test.dependencies.db, company.colleague)).toBeNull();
    expect(await grantOf(test.dependencies.db, company.owner)).not.toBeNull();
    expect((await test.call(company.owner, 'connection/state')).body).toMatchObject({
      state: 'active',
    });
  });

  it('disconnects QuickBooks when the connection owner uninstalls', async () => {
    const company = await makeConnectedCompany(test.dependencies);
    expect((await notify(noticeFor(company.owner))).statusCode).toBe(204);
    expect(await liveConnection(test.dependencies.db, company.companyId)).toBeNull();
    expect((await test.call(company.colleague, 'connection/state')).body).toMatchObject({
      state: 'none',
    });
    const entries = await test.dependencies.db.select().from(auditEntries);
    const actions = entries
      .filter((entry) => entry.companyId === company.companyId)
      .map((entry) => entry.action);
    expect(actions).toEqual(expect.arrayContaining(['uninstalled', 'disconnected']));
  });

  it('ignores a notice from before the latest install', async () => {
    const company = await makeConnectedCompany(test.dependencies);
    const outdated = noticeFor(company.owner);
    test.clock.advance(5_000);
    await installFor(test.dependencies, company.owner);
    expect((await notify(outdated)).statusCode).toBe(204);
    expect(await grantOf(test.dependencies.db, company.owner)).not.toBeNull();
    expect(await liveConnection(test.dependencies.db, company.companyId)).not.toBeNull();
    expect((await notify(noticeFor(company.owner))).statusCode).toBe(204);
    expect(await grantOf(test.dependencies.db, company.owner)).toBeNull();
  });

  it('returns 204 when there is no grant', async () => {
    const company = await makeCompany(test.dependencies);
    expect((await notify(noticeFor(company.owner))).statusCode).toBe(204);
  });

  it.each([
    ['another secret', { secret: 'guessed' }],
    ['another client', { id: 'somebody-else' }],
  ])('rejects a notice with %s', async (_name, credentials) => {
    const company = await makeConnectedCompany(test.dependencies);
    expect((await notify(noticeFor(company.owner), credentials)).statusCode).toBe(401);
    expect(await grantOf(test.dependencies.db, company.owner)).not.toBeNull();
    expect(await liveConnection(test.dependencies.db, company.companyId)).not.toBeNull();
  });

  it('rejects a notice for another app or without a user', async () => {
    const { owner } = await makeConnectedCompany(test.dependencies);
    const other = await notify({ ...noticeFor(owner), client_id: 'other' });
    expect(other.statusCode).toBe(422);
    expect((await notify({ client_id: 'demo-pipedrive-client' })).statusCode).toBe(422);
    expect(await grantOf(test.dependencies.db, owner)).not.toBeNull();
  });

  it('accepts the notice of a shared panel without effect', async () => {
    const response = await test.app.inject({
      method: 'POST',
      url: callback,
      payload: { company_id: 1, user_id: 2, isShared: true },
    });
    expect(response.statusCode).toBe(204);
  });
});
