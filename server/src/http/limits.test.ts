import { beforeEach, describe, expect, test } from 'vitest';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { buildTestApp, signedToken, type TestApp } from '../testing/build-test-app.ts';

const [anna, ben] = [
  { companyId: 71, userId: 1 },
  { companyId: 71, userId: 2 },
];

let test_: TestApp;
beforeEach(async () => {
  test_ = await buildTestApp({ env: { RATE_LIMIT_PER_MINUTE: '3' } });
});

/** Asks who holds the connection; nobody has installed, so an answer that is let through says 403. */
const ask = async (
  user: PipedriveUser | null,
  from: { remoteAddress?: string; forwardedFor?: string; payload?: string } = {},
) => {
  // A new token for every call, as the host page hands them out.
  test_.clock.advance(1_000);
  const token = user && (await signedToken(test_.dependencies.settings, user, test_.clock.now()));
  return test_.app.inject({
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

const statuses = async (count: number, call: (n: number) => ReturnType<typeof ask>) => {
  const all: number[] = [];
  for (let n = 0; n < count; n += 1) all.push((await call(n)).statusCode);
  return all;
};

describe('calls are counted', () => {
  test('by user, whichever token they come with', async () => {
    expect(await statuses(3, () => ask(anna))).toEqual([403, 403, 403]);
    const refused = await ask(anna);
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ error: { code: 'rate_limited' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask(ben)).statusCode).toBe(403);
  });

  test('by address, whatever token they claim to have', async () => {
    const guess = (n: number) =>
      test_.app.inject({
        method: 'POST',
        url: n % 2 ? '/api/connection/state' : '/nowhere',
        headers: { authorization: `Bearer guess-${n}` },
        payload: {},
      });
    const all = await statuses(31, guess);
    expect(all.slice(0, 30).every((status) => status === 401 || status === 404)).toBe(true);
    expect(all[30]).toBe(429);
    expect((await ask(anna)).statusCode).toBe(429);
    expect((await ask(anna, { remoteAddress: '203.0.113.9' })).statusCode).toBe(403);
  });

  test('by the address that a proxy on this machine tells', async () => {
    const seen = await statuses(31, () => ask(null, { forwardedFor: '203.0.113.1' }));
    expect(seen[30]).toBe(429);
    expect((await ask(null, { forwardedFor: '203.0.113.2' })).statusCode).toBe(401);
  });

  test('by their own address where they only say that they stand before a proxy', async () => {
    const remoteAddress = '203.0.113.5';
    const seen = await statuses(31, (n) =>
      ask(null, { remoteAddress, forwardedFor: `10.0.0.${n}` }),
    );
    expect(seen[30]).toBe(429);
  });

  test('not for the pages and their scripts', async () => {
    const all = await statuses(40, () => test_.app.inject('/healthz'));
    expect(new Set(all)).toEqual(new Set([200]));
  });
});

describe('tokens with a wrong signature', () => {
  const forgedCall = async (n: number, remoteAddress: string) => {
    const token = await signedToken(test_.dependencies.settings, anna, test_.clock.now());
    const forged = `${token.slice(0, -12)}${String(n).padStart(11, 'x')}A`;
    return test_.app.inject({
      method: 'POST',
      url: '/api/connection/state',
      remoteAddress,
      headers: { authorization: `Bearer ${forged}` },
      payload: {},
    });
  };

  test('are not verified any more once an address has sent too many; known users still pass', async () => {
    test_ = await buildTestApp({ env: { RATE_LIMIT_PER_MINUTE: '20' } });
    const address = '203.0.113.20';
    const known = await signedToken(test_.dependencies.settings, anna, test_.clock.now());
    const withKnown = () =>
      test_.app.inject({
        method: 'POST',
        url: '/api/connection/state',
        remoteAddress: address,
        headers: { authorization: `Bearer ${known}` },
        payload: {},
      });
    expect((await withKnown()).statusCode).toBe(403);
    const all = await statuses(6, (n) => forgedCall(n, address));
    expect(all).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await ask(ben, { remoteAddress: address })).statusCode).toBe(429);
    expect((await withKnown()).statusCode).toBe(403);
    expect((await ask(ben, { remoteAddress: '203.0.113.21' })).statusCode).toBe(403);
    test_.clock.advance(61_000);
    expect((await ask(ben, { remoteAddress: address })).statusCode).toBe(403);
  });
});

describe('without a token', () => {
  const bad = ['{', '{"dealId":"seven"}', 'null', '[]'];

  test.each(bad)('the body %s is not even looked at', async (payload) => {
    expect((await ask(null, { payload })).statusCode).toBe(401);
  });

  test('a wrong address of a PDF is not either', async () => {
    const answer = await test_.app.inject('/api/invoices/7/pdf?dealId=none');
    expect(answer.statusCode).toBe(401);
  });

  test('with one, a body that is none is refused as such', async () => {
    expect((await ask(anna, { payload: '{' })).statusCode).toBe(422);
  });
});
