import { beforeEach, describe, expect, test } from 'vitest';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { buildTestApp, signedToken, type TestApp } from '../testing/build-test-app.ts';

const [anna, ben] = [
  { companyId: 71, userId: 1 },
  { companyId: 71, userId: 2 },
];

let app: TestApp;
beforeEach(async () => {
  app = await buildTestApp({ env: { RATE_LIMIT_PER_MINUTE: '3' } });
});

/** Calls connection/state. Nobody has installed, so a call that is not limited returns 403. */
const callState = async (
  user: PipedriveUser | null,
  from: { remoteAddress?: string; forwardedFor?: string; payload?: string } = {},
) => {
  // Each call has a new token, as in Pipedrive.
  app.clock.advance(1_000);
  const token = user && (await signedToken(app.dependencies.settings, user, app.clock.now()));
  return app.app.inject({
    method: 'POST',
    url: '/api/connection/state',
    ...(from.remoteAddress && { remoteAddress: from.remoteAddress }),
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(from.forwardedFor && { 'x-forwarded-for': from.forwardedFor }),
    },
    payload: from.payload ?? '{}',
  });
};

const statuses = async (count: number, call: (n: number) => ReturnType<typeof callState>) => {
  const all: number[] = [];
  for (let n = 0; n < count; n += 1) all.push((await call(n)).statusCode);
  return all;
};

describe('rate limits', () => {
  test('count calls by user across tokens', async () => {
    expect(await statuses(3, () => callState(anna))).toEqual([403, 403, 403]);
    const refused = await callState(anna);
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ error: { code: 'rate_limited' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await callState(ben)).statusCode).toBe(403);
  });

  test('count calls by address, also with invalid tokens', async () => {
    const guess = (n: number) =>
      app.app.inject({
        method: 'POST',
        url: n % 2 ? '/api/connection/state' : '/nowhere',
        headers: { authorization: `Bearer guess-${n}` },
        payload: {},
      });
    const all = await statuses(31, guess);
    expect(all.slice(0, 30).every((status) => status === 401 || status === 404)).toBe(true);
    expect(all[30]).toBe(429);
    expect((await callState(anna)).statusCode).toBe(429);
    expect((await callState(anna, { remoteAddress: '203.0.113.9' })).statusCode).toBe(403);
  });

  test('use X-Forwarded-For of a proxy on this machine', async () => {
    const all = await statuses(31, () => callState(null, { forwardedFor: '203.0.113.1' }));
    expect(all[30]).toBe(429);
    expect((await callState(null, { forwardedFor: '203.0.113.2' })).statusCode).toBe(401);
  });

  test('ignore X-Forwarded-For of other clients', async () => {
    const remoteAddress = '203.0.113.5';
    const all = await statuses(31, (n) =>
      callState(null, { remoteAddress, forwardedFor: `10.0.0.${n}` }),
    );
    expect(all[30]).toBe(429);
  });

  test('do not count /healthz', async () => {
    const all = await statuses(40, () => app.app.inject('/healthz'));
    expect(new Set(all)).toEqual(new Set([200]));
  });
});

describe('forged tokens', () => {
  const forgedCall = async (n: number, remoteAddress: string) => {
    const token = await signedToken(app.dependencies.settings, anna, app.clock.now());
    const forged = `${token.slice(0, -12)}${String(n).padStart(11, 'x')}A`;
    return app.app.inject({
      method: 'POST',
      url: '/api/connection/state',
      remoteAddress,
      headers: { authorization: `Bearer ${forged}` },
      payload: {},
    });
  };

  test('block new tokens of the address for a minute, but not cached tokens', async () => {
    app = await buildTestApp({ env: { RATE_LIMIT_PER_MINUTE: '20' } });
    const address = '203.0.113.20';
    const cachedToken = await signedToken(app.dependencies.settings, anna, app.clock.now());
    const callWithCachedToken = () =>
      app.app.inject({
        method: 'POST',
        url: '/api/connection/state',
        remoteAddress: address,
        headers: { authorization: `Bearer ${cachedToken}` },
        payload: {},
      });
    expect((await callWithCachedToken()).statusCode).toBe(403);
    const all = await statuses(6, (n) => forgedCall(n, address));
    expect(all).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await callState(ben, { remoteAddress: address })).statusCode).toBe(429);
    expect((await callWithCachedToken()).statusCode).toBe(403);
    expect((await callState(ben, { remoteAddress: '203.0.113.21' })).statusCode).toBe(403);
    app.clock.advance(61_000);
    expect((await callState(ben, { remoteAddress: address })).statusCode).toBe(403);
  });
});

describe('authentication before parsing', () => {
  const bad = ['{', '{"dealId":"seven"}', 'null', '[]'];

  test.each(bad)('returns 401 without a token for the invalid body %s', async (payload) => {
    expect((await callState(null, { payload })).statusCode).toBe(401);
  });

  test('returns 401 without a token for an invalid PDF URL', async () => {
    const response = await app.app.inject('/api/invoices/7/pdf?dealId=none');
    expect(response.statusCode).toBe(401);
  });

  test('returns 422 with a token for an invalid body', async () => {
    expect((await callState(anna, { payload: '{' })).statusCode).toBe(422);
  });
});
