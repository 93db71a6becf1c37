import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startForTest, type TestEmulator } from '../testing/start-for-test.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startForTest();
});
beforeEach(() => emulator.control('POST', 'reset'));
afterAll(() => emulator.close());

async function caller() {
  const company = await emulator.newCompany();
  const { access_token } = await emulator.grant(company);
  return (path: string) =>
    fetch(`${emulator.url}${path}`, { headers: { authorization: `Bearer ${access_token}` } });
}

test('charges the tokens of every call to the company', async () => {
  const call = await caller();
  await call('/api/v2/deals/101'); // 1
  await call('/api/v2/deals/101/products'); // 10
  const last = await call('/api/v1/users/me'); // 2
  expect(Number(last.headers.get('x-daily-ratelimit-token-limit'))).toBe(30_000 * 2 * 2);
  expect(Number(last.headers.get('x-daily-ratelimit-token-remaining'))).toBe(120_000 - 13);
});

test('returns 429 without a charge when the daily budget is used up', async () => {
  await emulator.control('POST', 'settings', { dailyBudget: 10 });
  const call = await caller();
  expect((await call('/api/v2/deals/101/products')).status).toBe(200);
  const refused = await call('/api/v2/deals/101');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('x-daily-ratelimit-token-remaining')).toBe('0');
  expect(await refused.json()).toMatchObject({ success: false, errorCode: 429 });
});

test('returns 429 above the burst limit of two seconds', async () => {
  await emulator.control('POST', 'settings', { burstLimit: 3 });
  const call = await caller();
  const statuses: number[] = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await call('/api/v2/deals/101')).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});

test("refuses an endpoint outside the app's scopes", async () => {
  await emulator.control('POST', 'app', { scopes: ['base', 'deals:read'] });
  const call = await caller();
  expect((await call('/api/v2/deals/101')).status).toBe(200);
  const refused = await call('/api/v2/organizations/501');
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: 'Scope and URL mismatch' });
});

test("returns the gateway's response for any path without a token", async () => {
  const answer = await fetch(`${emulator.url}/api/v2/nothing/here`);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('x-401-by-gw')).toBe('true');
  expect(await answer.json()).toMatchObject({ error: 'unauthorized access', errorCode: 401 });
});

test.each([
  'limit=501',
  'limit=0',
  'cursor=!!',
  'sort_by=nothing',
  'updated_since=2026-01-01T00:00:00.5Z',
])('a list refuses %s', async (query) => {
  const call = await caller();
  const refused = await call(`/api/v2/deals?${query}`);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ code: 'ERR_SCHEMA_VALIDATION_FAILED' });
});
