import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { usualSwitches } from '../switches.ts';
import { type StandIn, startForTest, type TestBooks } from '../testing/open-books.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startForTest();
});
afterAll(() => standIn.close());

const openWith = async (limits: object): Promise<TestBooks> => {
  const books = await standIn.openBooks('us');
  await standIn.control('POST', '/settings', { realmId: books.realmId, ...limits });
  return books;
};

const seen = (books: TestBooks) => standIn.control('GET', `/traffic?realm=${books.realmId}`);

const statusesOf = async (calls: Promise<{ status: number }>[]) =>
  (await Promise.all(calls)).map(({ status }) => status);

const preferences = (books: TestBooks) => books.call('GET', '/preferences');
const batch = (books: TestBooks) =>
  books.call('POST', '/batch', { BatchItemRequest: [{ bId: '1', Query: 'select * from Term' }] });

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const rejected = (statuses: number[]) => statuses.filter((status) => status === 429).length;

describe('the rate limits of a company', () => {
  test('are what Intuit documents', () => {
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

  test('reject what is beyond the minute', async () => {
    const books = await openWith({ requestsPerMinute: 20 });
    expect(rejected(await statusesOf(times(23, () => preferences(books))))).toBe(3);
    expect(await seen(books)).toMatchObject({ calls: 23, rejected: 3, mostPerMinute: 23 });
  });

  test('reject batches beyond the minute, and nothing else', async () => {
    const books = await openWith({ batchesPerMinute: 4 });
    expect(rejected(await statusesOf(times(5, () => batch(books))))).toBe(1);
    expect((await preferences(books)).status).toBe(200);
    expect(await seen(books)).toMatchObject({ rejected: 1, mostBatchesPerMinute: 5 });
  });

  test('reject calls beyond those in flight, until one has ended', async () => {
    const books = await openWith({ concurrentRequests: 2 });
    const fault = { fault: 'slow', delayMs: 300, times: 2, match: { realm: books.realmId } };
    await standIn.control('POST', '/faults', fault);
    const slow = times(2, () => preferences(books));
    await expect.poll(async () => (await seen(books)).calls).toBe(2);
    expect((await preferences(books)).status).toBe(429);
    expect(await statusesOf(slow)).toEqual([200, 200]);
    expect((await preferences(books)).status).toBe(200);
    expect(await seen(books)).toMatchObject({ mostInFlight: 3 });
  });

  test('tell when to come back, where that is switched on', async () => {
    const books = await openWith({ requestsPerMinute: 1, throttleRetryAfter: 7 });
    await preferences(books);
    const refused = await preferences(books);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('count anew once the traffic is forgotten', async () => {
    const books = await openWith({ requestsPerMinute: 1 });
    await preferences(books);
    await standIn.control('DELETE', `/traffic?realm=${books.realmId}`);
    expect((await preferences(books)).status).toBe(200);
    expect(await seen(books)).toMatchObject({ calls: 1, rejected: 0 });
  });
});
