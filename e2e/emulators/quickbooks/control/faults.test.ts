import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;
const body = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us');
});

function schedule(rule: object) {
  return emulator.control('POST', '/faults', { match: { realm: realm.realmId }, ...rule });
}

async function count(): Promise<number> {
  const { invoices } = await emulator.control('GET', `/realms/${realm.realmId}/contents`);
  return (invoices as unknown[]).length;
}

async function statuses() {
  const journal = await emulator.control('GET', `/journal?realm=${realm.realmId}`);
  return journal.map((entry) => [entry.fault, entry.status]);
}

test('cuts the connection without a write for reset-before', async () => {
  const before = await count();
  await schedule({ fault: 'reset-before' });
  await expect(realm.call('POST', '/invoice', body)).rejects.toThrow();
  expect(await count()).toBe(before);
  expect(await statuses()).toEqual([['reset-before', null]]);
});

test('writes, then cuts the connection for reset-after', async () => {
  const before = await count();
  await schedule({ fault: 'reset-after' });
  await expect(realm.call('POST', '/invoice?requestid=ra', body)).rejects.toThrow();
  expect(await count()).toBe(before + 1);
  expect((await realm.call('POST', '/invoice?requestid=ra', body)).status).toBe(200);
  expect(await count()).toBe(before + 1);
});

test('writes nothing and never responds for hang', async () => {
  const before = await count();
  await schedule({ fault: 'hang' });
  const { headers, base } = realm;
  const waiting = fetch(`${base}/invoice`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(200),
  });
  await expect(waiting).rejects.toThrow();
  expect(await count()).toBe(before);
});

test.each([
  ['late writes at once', 'late', 1],
  ['slow writes at the end, although the client has left', 'slow', 0],
])('%s', async (_name, kind, atOnce) => {
  const before = await count();
  await schedule({ fault: kind, delayMs: 500 });
  const { headers, base } = realm;
  const waiting = fetch(`${base}/invoice`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(150),
  });
  await expect(waiting).rejects.toThrow();
  expect(await count()).toBe(before + atOnce);
  await expect.poll(count, { timeout: 5000 }).toBe(before + 1);
});

describe('a scheduled status', () => {
  test.each<[object, number, string, RegExp]>([
    [
      { status: 400, code: '6000' },
      400,
      'application/json',
      /"Fault":\{"Error":\[\{.*"code":"6000"/,
    ],
    [
      { status: 401 },
      401,
      'application/json',
      /"fault":\{"error":\[\{.*"code":"3200","element":null\}\],"type":"AUTHENTICATION"/,
    ],
    [
      { status: 401, format: 'xml' },
      401,
      'application/xml',
      /<Fault type="AUTHENTICATION"><Error code="3200">/,
    ],
    [{ status: 403 }, 403, 'application/json', /"code":"3100".*"type":"SERVICE"/],
    [{ status: 429 }, 429, 'application/xml', /<Fault type="SERVICE"><Error code="3001">/],
    [{ status: 429, format: 'json' }, 429, 'application/json', /"code":"3001"/],
    [{ status: 500 }, 500, 'application/json', /"code":"10000".*"type":"SystemFault"/],
    [{ status: 503 }, 503, 'text/html', /Service Unavailable/],
    [{ status: 502, body: 'nonsense' }, 502, 'text/plain', /^nonsense$/],
  ])('%o', async (rule, status, type, text) => {
    const before = await count();
    await schedule({ fault: 'status', ...rule });
    const answer = await realm.call('POST', '/invoice', body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(answer.text).toMatch(text);
    expect(await count()).toBe(before);
  });
});

test('applies a fault to the next call only, or to the given number of calls', async () => {
  await schedule({ fault: 'status', status: 500, times: 2 });
  const answers = [];
  for (let n = 0; n < 3; n++)
    answers.push((await realm.query('select count(*) from Invoice')).status);
  expect(answers).toEqual([500, 500, 200]);
});

test('applies a fault to a share of calls, the same ones for the same seed', async () => {
  const hits = async () => {
    await schedule({ fault: 'status', status: 500, share: 0.3, seed: 42 });
    const found = [];
    for (let n = 0; n < 40; n++)
      found.push((await realm.call('GET', '/preferences')).status === 500);
    await emulator.control('DELETE', `/faults?realm=${realm.realmId}`);
    return found;
  };
  const first = await hits();
  expect(await hits()).toEqual(first);
  const hit = first.filter(Boolean).length;
  expect(hit).toBeGreaterThan(4);
  expect(hit).toBeLessThan(22);
});

test('matches a rule by method and path', async () => {
  await schedule({
    match: { realm: realm.realmId, method: 'POST', path: '/customer$' },
    fault: 'status',
    status: 500,
  });
  expect((await realm.call('POST', '/invoice', body)).status).toBe(200);
  expect((await realm.call('POST', '/customer', { DisplayName: 'A' })).status).toBe(500);
});

test('adds Retry-After to a scheduled status', async () => {
  await schedule({ fault: 'status', status: 429, retryAfter: 5 });
  const first = await realm.call('POST', '/invoice', body);
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '5']);
  const second = await realm.call('POST', '/invoice', body);
  expect([second.status, second.headers.get('retry-after')]).toEqual([200, null]);
});

test('matches a rule by the text of a posted query', async () => {
  const ask = (statement: string) =>
    fetch(`${realm.base}/query`, {
      method: 'POST',
      headers: { ...realm.headers, 'content-type': 'application/text' },
      body: statement,
    });
  await schedule({
    match: { realm: realm.realmId, text: "DisplayName = 'A" },
    fault: 'status',
    status: 400,
    code: '4002',
    times: 5,
  });
  expect((await ask("select * from Customer where DisplayName = 'Birch'")).status).toBe(200);
  expect((await ask("select * from Customer where DisplayName = 'Alder'")).status).toBe(400);
});

test('applies a fault to token refreshes of one company', async () => {
  const other = await emulator.openRealm('us');
  await schedule({
    match: { realm: realm.realmId, path: '/oauth2/v1/tokens' },
    fault: 'status',
    status: 503,
  });
  const refresh = (token: string) =>
    fetch(`${emulator.url}/oauth2/v1/tokens/bearer`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa('demo-intuit-client:demo-intuit-secret-of-more-than-32-characters')}`,
      },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }),
    });
  expect((await refresh(other.refreshToken)).status).toBe(200);
  expect((await refresh(realm.refreshToken)).status).toBe(503);
  await schedule({ fault: 'status', status: 503 });
  expect((await refresh(realm.refreshToken)).status).toBe(200);
});

test('delays calls below a path until the latency is removed', async () => {
  const path = `/v3/company/${realm.realmId}/preferences`;
  await emulator.control('POST', '/latency', { ms: 60_000, path });
  const { base, headers } = realm;
  const waiting = fetch(`${base}/preferences`, { headers, signal: AbortSignal.timeout(200) });
  await expect(waiting).rejects.toThrow();
  expect((await realm.query('select count(*) from Invoice')).status).toBe(200);
  await emulator.control('POST', '/latency', { ms: 0, path });
  expect((await realm.call('GET', '/preferences')).status).toBe(200);
});

test('journals every call without secrets', async () => {
  await realm.call('POST', '/invoice?requestid=j-1', body);
  await realm.query('select count(*) from Invoice');
  const journal = await emulator.control('GET', `/journal?realm=${realm.realmId}`);
  expect(journal).toMatchObject([
    {
      method: 'POST',
      path: `/v3/company/${realm.realmId}/invoice`,
      query: { requestid: 'j-1' },
      body,
      status: 200,
    },
    { method: 'GET', query: { query: 'select count(*) from Invoice' }, status: 200 },
  ]);
  await fetch(`${emulator.url}/oauth2/v1/tokens/bearer`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: realm.refreshToken }),
  });
  const all = JSON.stringify(await emulator.control('GET', '/journal'));
  expect(all).not.toContain(realm.refreshToken);
  expect(all).not.toContain(realm.accessToken);
});

test('refuses a misspelled switch or fault by name', async () => {
  await expect(emulator.control('POST', '/settings', { rotations: 'daily' })).rejects.toThrow(
    /rotations/,
  );
  await expect(emulator.control('POST', '/faults', { fault: 'explode' })).rejects.toThrow(/fault/);
});

test('restores the story on reset', async () => {
  await emulator.control('POST', '/settings', { rotation: 'always' });
  await emulator.control('POST', '/reset');
  expect((await emulator.control('GET', '/settings')).rotation).toBe('daily');
  expect((await realm.call('GET', '/preferences')).status).toBe(401);
  const again = await emulator.openRealm('ca');
  expect((await again.call('GET', '/preferences')).status).toBe(200);
});
