import { v2 } from 'pipedrive';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startForTest, type TestEmulator } from '../testing/start-for-test.ts';

const callback = 'http://127.0.0.1:9/oauth/pipedrive/callback';
let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startForTest('http://127.0.0.1:9');
});
beforeEach(() => emulator.control('POST', 'reset'));
afterAll(() => emulator.close());

function client(clientSecret = 'demo-pipedrive-secret-of-more-than-32-characters') {
  return new v2.OAuth2Configuration({
    clientId: 'demo-pipedrive-client',
    clientSecret,
    redirectUri: callback,
    host: emulator.url,
  });
}

/** Submits the consent page and returns the redirect target. */
async function consent(answer: 'allow' | 'cancel', user = 11, state = 'xyz'): Promise<URL> {
  const page = await fetch(`${client().authorizationUrl}&state=${state}`);
  expect(await page.text()).toContain('Allow Dealbill to access your Pipedrive data?');
  const pressed = await fetch(`${emulator.url}/oauth/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      client_id: 'demo-pipedrive-client',
      redirect_uri: callback,
      state,
      user: String(user),
      answer,
    }),
  });
  expect(pressed.status).toBe(302);
  return new URL(pressed.headers.get('location') ?? '');
}

const unknownToken = {
  access_token: 'unknown',
  token_type: 'Bearer',
  expires_in: 3599,
  scope: 'base',
  api_domain: 'http://localhost:9',
};

const codeOf = (url: URL) => url.searchParams.get('code') ?? '';

describe('installing, with the OAuth client of the pipedrive package', () => {
  test('returns a token for the user who gave consent', async () => {
    const back = await consent('allow', 12);
    expect(back.searchParams.get('state')).toBe('xyz');
    const oauth = client();
    const token = await oauth.authorize(codeOf(back));
    expect(token).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3599,
      api_domain: emulator.url,
    });
    expect(token.access_token).toMatch(/^v1u:/);
    const deals = new v2.DealsApi(
      new v2.Configuration({ accessToken: oauth.getAccessToken, basePath: oauth.basePath }),
    );
    expect((await deals.getDeal({ id: 101 })).data?.id).toBe(101);
    const { installs } = await emulator.control<{ installs: object[] }>('GET', 'installs');
    expect(installs).toMatchObject([{ companyId: 7001, userId: 12 }]);
  });

  test('redirects with user_denied when the user cancels', async () => {
    const back = await consent('cancel');
    expect(back.searchParams.get('error')).toBe('user_denied');
    expect(back.searchParams.get('state')).toBe('xyz');
  });

  test('accepts a code only once', async () => {
    const code = codeOf(await consent('allow'));
    await client().authorize(code);
    await expect(client().authorize(code)).rejects.toEqual({
      success: false,
      message: 'Invalid grant: authorization_code is invalid',
      error: 'invalid_grant',
    });
  });

  test('refuses a wrong secret', async () => {
    const code = codeOf(await consent('allow'));
    await expect(client('wrong').authorize(code)).rejects.toMatchObject({
      error: 'invalid_client',
    });
  });

  test('shows an error page for an unregistered redirect URL', async () => {
    const answer = await fetch(
      `${emulator.url}/oauth/authorize?client_id=demo-pipedrive-client&redirect_uri=http://evil.example`,
    );
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('differs from the one registered');
  });
});

describe('refreshing', () => {
  test('returns a new access token and the same refresh token', async () => {
    const oauth = client();
    const first = await oauth.authorize(codeOf(await consent('allow')));
    const second = await oauth.tokenRefresh();
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.refresh_token).toBe(first.refresh_token);
  });

  test('rotates the refresh token when switched on, and refuses the old one', async () => {
    await emulator.control('POST', 'settings', { rotateRefreshTokens: true });
    const oauth = client();
    const first = await oauth.authorize(codeOf(await consent('allow')));
    const second = await oauth.tokenRefresh();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    oauth.updateToken({ ...first, expires_in: 0 });
    await expect(oauth.tokenRefresh()).rejects.toMatchObject({
      error: 'invalid_grant',
      message: 'Invalid grant: refresh_token was already exchanged',
    });
  });

  test('is refused after sixty days without use', async () => {
    const oauth = client();
    await oauth.authorize(codeOf(await consent('allow')));
    const who = { companyId: 7001, userId: 11, what: 'refresh' };
    await emulator.control('POST', 'grants/expire', who);
    await expect(oauth.tokenRefresh()).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a deactivated user', () => {
  const me = (token: string) =>
    fetch(`${emulator.url}/api/v1/users/me`, { headers: { authorization: `Bearer ${token}` } });

  test.each([
    ['rejected', 401, false],
    ['rejected_by_api', 401, true],
    ['work', 200, true],
  ])(
    'with tokens %s: the API answers %i, refreshing works: %s',
    async (deactivated, status, refreshes) => {
      const oauth = client();
      const { access_token: token } = await oauth.authorize(codeOf(await consent('allow', 12)));
      await emulator.control('POST', 'users/12', { deactivated });
      expect((await me(token)).status).toBe(status);
      const refreshed = oauth.tokenRefresh();
      if (refreshes) await refreshed;
      else await expect(refreshed).rejects.toMatchObject({ error: 'invalid_grant' });
    },
  );

  test('is reported as inactive to colleagues and, where its token works, to itself', async () => {
    const [own, colleague] = [client(), client()];
    const { access_token: token } = await own.authorize(codeOf(await consent('allow', 12)));
    const { access_token: other } = await colleague.authorize(codeOf(await consent('allow', 11)));
    await emulator.control('POST', 'users/12', { deactivated: 'work' });
    expect(await (await me(token)).json()).toMatchObject({ data: { id: 12, active_flag: false } });
    const headers = { authorization: `Bearer ${other}` };
    const read = await fetch(`${emulator.url}/api/v1/users/12`, { headers });
    expect(await read.json()).toMatchObject({ data: { id: 12, active_flag: false } });
    await emulator.control('POST', 'users/12', { deactivated: null });
    expect((await (await me(token)).json()).data.active_flag).toBe(true);
  });
});

describe('revoking', () => {
  test('uninstalls the app for the user of a refresh token', async () => {
    const oauth = client();
    await oauth.authorize(codeOf(await consent('allow')));
    await oauth.revokeToken('refresh_token');
    await expect(oauth.tokenRefresh()).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await emulator.control('GET', 'installs')).toMatchObject({ installs: [] });
  });

  test('revokes only the given access token', async () => {
    const oauth = client();
    const token = await oauth.authorize(codeOf(await consent('allow')));
    await oauth.revokeToken('access_token');
    const me = await fetch(`${emulator.url}/v1/users/me`, {
      headers: { authorization: `Bearer ${token.access_token}` },
    });
    expect(me.status).toBe(401);
    await expect(oauth.tokenRefresh()).resolves.toMatchObject({ token_type: 'Bearer' });
  });

  test('returns success for an unknown token', async () => {
    const oauth = client();
    oauth.updateToken({ ...unknownToken, refresh_token: 'unknown' });
    await expect(oauth.revokeToken('refresh_token')).resolves.toMatchObject({ success: true });
  });
});
