import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { usualSwitches } from '../switches.ts';
import { type Emulator, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

const openWith = async (limits: object): Promise<TestRealm> => {
  const realm = await emulator.openRealm('us');
  await emulator.control('POST', '/settings', { realmId: realm.realmId, ...limits });
  return realm;
};

const seen = (realm: TestRealm) => emulator.control('GET', `/traffic?realm=${realm.realmId}`);

const statusesOf = async (calls: Promise<{ status: number }>[]) =>
  (await Promise.all(calls)).map(({ status }) => status);

const preferences = (realm: TestRealm) => realm.call('GET', '/preferences');
const batch = (realm: TestRealm) =>
  realm.call('POST', '/batch', { BatchItemRequest: [{ bId: '1', Query: 'select * from Term' }] });

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const rejected = (statuses: number[]) => statuses.filter((status) => status === 429).length;

describe('the rate limits of a company', () => {
  test("default to Intuit's documented limits", () => {
    expect(usualSwitches).toMatchObject({
      requestsPerSecond: 10,
      requestsPerMinute: 500,
      batchesPerMinute: 40,
    });
  });

  test('reject an 11th call within a second, of this company only', async () => {
    const [mine, other] = [await openWith({ requestsPerSecond: 10 }), await openWith({})];
    expect(rejected(await statusesOf(times(12, () => preferences(mine))))).toBe(2);
    expect((await preferences(other)).status).toBe(200);
    expect(await seen(mine)).toMatchObject({ calls: 12, rejected: 2, mostPerSecond: 12 });
  });

  test('reject calls above the limit per minute', async () => {
    const realm = await openWith({ requestsPerMinute: 20 });
    expect(rejected(await statusesOf(times(23, () => preferences(realm))))).toBe(3);
    expect(await seen(realm)).toMatchObject({ calls: 23, rejected: 3, mostPerMinute: 23 });
  });

  test('reject only batches above the batch limit per minute', async () => {
    const realm = await openWith({ batchesPerMinute: 4 });
    expect(rejected(await statusesOf(times(5, () => batch(realm))))).toBe(1);
    expect((await preferences(realm)).status).toBe(200);
    expect(await seen(realm)).toMatchObject({ rejected: 1, mostBatchesPerMinute: 5 });
  });

  test('reject calls above the concurrency limit until one has ended', async () => {
    const realm = await openWith({ concurrentRequests: 2 });
    const fault = { fault: 'slow', delayMs: 300, times: 2, match: { realm: realm.realmId } };
    await emulator.control('POST', '/faults', fault);
    const slow = times(2, () => preferences(realm));
    await expect.poll(async () => (await seen(realm)).calls).toBe(2);
    expect((await preferences(realm)).status).toBe(429);
    expect(await statusesOf(slow)).toEqual([200, 200]);
    expect((await preferences(realm)).status).toBe(200);
    expect(await seen(realm)).toMatchObject({ mostInFlight: 3 });
  });

  test('add Retry-After when switched on', async () => {
    const realm = await openWith({ requestsPerMinute: 1, throttleRetryAfter: 7 });
    await preferences(realm);
    const refused = await preferences(realm);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('restart after the statistics were deleted', async () => {
    const realm = await openWith({ requestsPerMinute: 1 });
    await preferences(realm);
    await emulator.control('DELETE', `/traffic?realm=${realm.realmId}`);
    expect((await preferences(realm)).status).toBe(200);
    expect(await seen(realm)).toMatchObject({ calls: 1, rejected: 0 });
  });
});
