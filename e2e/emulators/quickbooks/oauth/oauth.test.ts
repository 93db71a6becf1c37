import OAuthClient from 'intuit-oauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { realms } from '../../story.ts';
import { type Emulator, startForTest } from '../testing/open-realm.ts';

const redirectUri = 'http://127.0.0.1:9/callback';
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  await emulator.control('POST', '/settings', {
    rotation: 'daily',
    clockOffsetMs: 0,
    accessTokenSeconds: 3600,
    refreshTokenHardSeconds: 157_494_248,
    refreshTokenHardLife: 'stated',
  });
});

function client(options: object = {}) {
  const oauth = new OAuthClient({
    clientId: 'demo-intuit-client',
    clientSecret: 'demo-intuit-secret-of-more-than-32-characters',
    environment: 'sandbox',
    redirectUri,
    ...options,
  });
  oauth.setAuthorizeURLs({
    authorizeEndpoint: `${emulator.url}/connect/oauth2`,
    tokenEndpoint: `${emulator.url}/oauth2/v1/tokens/bearer`,
    revokeEndpoint: `${emulator.url}/v2/oauth2/tokens/revoke`,
    userInfoEndpoint: `${emulator.url}/v1/openid_connect/userinfo`,
  });
  return oauth;
}

/** Submits the consent page and returns the redirect target. */
async function decide(authorizeUri: string, decision: string, realmId: string): Promise<string> {
  const page = await fetch(authorizeUri);
  expect(page.status).toBe(200);
  const form = new URLSearchParams(new URL(authorizeUri).searchParams);
  form.set('decision', decision);
  form.set('realmId', realmId);
  const answer = await fetch(`${emulator.url}/connect/oauth2`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

async function connect(oauth: OAuthClient) {
  const uri = oauth.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 'state-1' });
  const callback = await decide(uri, 'connect', realms.uk.id);
  return { callback, tokens: (await oauth.createToken(callback)).getJson() };
}

test('returns endpoints on the same origin in the discovery document', async () => {
  const document = await (
    await fetch(`${emulator.url}/.well-known/openid_sandbox_configuration`)
  ).json();
  expect(document.authorization_endpoint).toBe(`${emulator.url}/connect/oauth2`);
  expect(document.token_endpoint).toBe(`${emulator.url}/oauth2/v1/tokens/bearer`);
  expect(document.revocation_endpoint).toBe(`${emulator.url}/v2/oauth2/tokens/revoke`);
});

test("lists the story's companies on the consent page and forbids framing", async () => {
  const page = await fetch(
    client().authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 's' }),
  );
  const html = await page.text();
  for (const realm of Object.values(realms)) expect(html).toContain(realm.name);
  expect(page.headers.get('x-frame-options')).toBe('DENY');
  expect(page.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
});

test('connects, refreshes and revokes with intuit-oauth', async () => {
  const oauth = client();
  const { callback, tokens } = await connect(oauth);
  const arrived = new URL(callback).searchParams;
  expect(arrived.get('realmId')).toBe(realms.uk.id);
  expect(arrived.get('state')).toBe('state-1');
  expect(tokens).toMatchObject({
    token_type: 'bearer',
    expires_in: 3600,
    x_refresh_token_expires_in: 8726400,
  });

  const refreshed = (await oauth.refresh()).getJson();
  expect(refreshed.access_token).not.toBe(tokens.access_token);
  expect(refreshed.refresh_token).toBe(tokens.refresh_token);

  await oauth.revoke({ refresh_token: refreshed.refresh_token });
  await expect(client().refreshUsingToken(refreshed.refresh_token)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('redirects with access_denied and the state when the user cancels', async () => {
  const uri = client().authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 'state-2' });
  const back = new URL(await decide(uri, 'cancel', realms.us.id)).searchParams;
  expect(back.get('error')).toBe('access_denied');
  expect(back.get('state')).toBe('state-2');
  expect(back.has('code')).toBe(false);
});

test('redirects with invalid_scope for an unknown scope', async () => {
  const uri = client().authorizeUri({ scope: ['com.intuit.everything'], state: 's' });
  const answer = await fetch(uri, { redirect: 'manual' });
  expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe(
    'invalid_scope',
  );
});

test('rotates the refresh token after 24 hours and refuses the old one', async () => {
  const { tokens } = await connect(client());
  await emulator.control('POST', '/settings', { clockOffsetMs: 25 * 3_600_000 });
  const refreshed = (await client().refreshUsingToken(tokens.refresh_token)).getJson();
  expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
  await expect(client().refreshUsingToken(tokens.refresh_token)).rejects.toMatchObject({
    error: 'invalid_grant',
    error_description: 'Token invalid',
  });
});

test.each([
  ['always', false],
  ['never', true],
])(
  'applies rotation %s; a second refresh with the same token works: %s',
  async (rotation, works) => {
    const { tokens } = await connect(client());
    await emulator.control('POST', '/settings', { rotation, clockOffsetMs: 25 * 3_600_000 });
    await client().refreshUsingToken(tokens.refresh_token);
    const second = client().refreshUsingToken(tokens.refresh_token);
    if (works) await second;
    else await expect(second).rejects.toMatchObject({ error: 'invalid_grant' });
  },
);

test('returns the maximum lifetime only on request', async () => {
  const plain = await connect(client());
  expect(plain.tokens).not.toHaveProperty('x_refresh_token_hard_expires_in');
  const asking = await connect(client({ includeRefreshTokenHardExpiresIn: true }));
  expect(asking.tokens.x_refresh_token_hard_expires_in).toBe(157_494_248);
});

test('omits the maximum lifetime when it is switched off', async () => {
  await emulator.control('POST', '/settings', { refreshTokenHardLife: 'omitted' });
  const { tokens } = await connect(client({ includeRefreshTokenHardExpiresIn: true }));
  expect(tokens).not.toHaveProperty('x_refresh_token_hard_expires_in');
});

test.each([
  ['100 days without use', { clockOffsetMs: 102 * 86_400_000 }],
  ['five years', { clockOffsetMs: 86_400_000, refreshTokenHardSeconds: 86_000 }],
])('refuses a refresh token after %s', async (_, settings) => {
  const { tokens } = await connect(client());
  await emulator.control('POST', '/settings', settings);
  await expect(client().refreshUsingToken(tokens.refresh_token)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('accepts a code once, and revokes its tokens on a second use', async () => {
  const oauth = client();
  const { callback, tokens } = await connect(oauth);
  await expect(client().createToken(callback)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(client().refreshUsingToken(tokens.refresh_token)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('refuses a code with another redirect_uri', async () => {
  const oauth = client();
  const uri = oauth.authorizeUri({ scope: [OAuthClient.scopes.Accounting], state: 's' });
  const callback = await decide(uri, 'connect', realms.us.id);
  const other = client({ redirectUri: `${redirectUri}/` });
  await expect(other.createToken(callback)).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('refuses a wrong client secret as invalid_client', async () => {
  const { tokens } = await connect(client());
  await expect(
    client({ clientSecret: 'something else' }).refreshUsingToken(tokens.refresh_token),
  ).rejects.toMatchObject({ error: 'invalid_client' });
});

test('refuses a revoked access token in the API', async () => {
  const oauth = client();
  const { tokens } = await connect(oauth);
  await oauth.revoke({ access_token: tokens.access_token });
  const answer = await fetch(`${emulator.url}/v3/company/${realms.uk.id}/preferences`, {
    headers: { authorization: `Bearer ${tokens.access_token}`, accept: 'application/json' },
  });
  expect(answer.status).toBe(401);
  expect((await answer.json()).fault.error[0]).toMatchObject({
    code: '3200',
    detail: 'Token revoked',
  });
});
