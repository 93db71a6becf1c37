import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;
const body = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };
const wrong = { CustomerRef: { value: '99999' }, Line: [saleOf(100)] };

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us');
});

function switches(values: object) {
  return emulator.control('POST', '/settings', { realmId: realm.realmId, ...values });
}

function fault(rule: object) {
  return emulator.control('POST', '/faults', {
    match: { realm: realm.realmId, method: 'POST' },
    ...rule,
  });
}

function create(id: string, sent: object = body) {
  return realm.call('POST', `/invoice?requestid=${id}`, sent);
}

async function count(): Promise<number> {
  const { invoices } = await emulator.control('GET', `/realms/${realm.realmId}/contents`);
  return (invoices as unknown[]).length;
}

test('replays the first response unchanged and creates nothing', async () => {
  const before = await count();
  const first = await create('a-1');
  const again = await create('a-1');
  expect(again.text).toBe(first.text);
  expect(await count()).toBe(before + 1);
  const journal = await emulator.control('GET', `/journal?realm=${realm.realmId}`);
  expect(journal.map((entry) => entry.replayed)).toEqual([false, true]);
});

test('replays the response even after the invoice was deleted', async () => {
  const first = await create('a-2');
  const { Id, SyncToken } = first.body.Invoice;
  await realm.call('POST', '/invoice?operation=delete', { Id, SyncToken });
  expect((await create('a-2')).text).toBe(first.text);
  expect((await realm.call('GET', `/invoice/${Id}`)).fault).toBe('610');
});

test('replays updates, voids, customers and payments too', async () => {
  const { Id } = (await create('w-0')).body.Invoice;
  const writes: [string, object][] = [
    ['/invoice?requestid=w-1', { Id, SyncToken: '0', sparse: true, PrivateNote: 'x' }],
    ['/invoice?operation=void&requestid=w-2', { Id, SyncToken: '1' }],
    ['/customer?requestid=w-3', { DisplayName: 'Once only' }],
    ['/payment?requestid=w-4', { CustomerRef: { value: '1' }, TotalAmt: 5 }],
  ];
  for (const [path, sent] of writes) {
    const first = await realm.call('POST', path, sent);
    expect(first.status).toBe(200);
    expect((await realm.call('POST', path, sent)).text).toBe(first.text);
  }
});

test('accepts the same id in another company', async () => {
  await create('same');
  const other = await emulator.openRealm('us');
  const { Invoice } = (await other.call('POST', '/invoice?requestid=same', body)).body;
  expect((await other.call('GET', `/invoice/${Invoice.Id}`)).body.Invoice).toEqual(Invoice);
});

test.each([
  ['51 characters', 'x'.repeat(51)],
  ['a space', 'a%20b'],
])('refuses an id with %s', async (_name, id) => {
  expect(await create(id)).toMatchObject({ status: 400, fault: '2130' });
});

test('forgets an id after the retention time', async () => {
  await switches({ requestIdRetentionMs: 600_000 });
  const first = await create('r-1');
  await switches({ clockOffsetMs: 590_000 });
  expect((await create('r-1')).text).toBe(first.text);
  await switches({ clockOffsetMs: 610_000 });
  expect((await create('r-1')).body.Invoice.Id).not.toBe(first.body.Invoice.Id);
});

describe('a different body with a known id', () => {
  test('gets the first response by default', async () => {
    const first = await create('o-1');
    expect((await create('o-1', { ...body, PrivateNote: 'other' })).text).toBe(first.text);
  });

  test('is refused with 600 when switched on', async () => {
    await switches({ otherBody: '600' });
    const first = await create('o-2');
    expect((await create('o-2', { ...body, PrivateNote: 'other' })).fault).toBe('600');
    expect((await create('o-2')).text).toBe(first.text);
  });
});

describe('a failed write', () => {
  test('is not stored by default', async () => {
    await create('f-1', wrong);
    expect((await create('f-1')).status).toBe(200);
  });

  test('is replayed when switched on', async () => {
    await switches({ replayFailures: true });
    const refused = await create('f-2', wrong);
    expect((await create('f-2')).text).toBe(refused.text);
  });

  test('is replayed after a 500 before the write', async () => {
    await switches({ replayFailures: true });
    await fault({ fault: 'status', status: 500 });
    expect((await create('f-3')).status).toBe(500);
    expect((await create('f-3')).status).toBe(500);
  });

  test('is executed again after a 500 that is not stored', async () => {
    const before = await count();
    await fault({ fault: 'status', status: 500, committed: true });
    expect((await create('f-4')).status).toBe(500);
    expect((await create('f-4')).status).toBe(200);
    expect(await count()).toBe(before + 2);
  });

  test.each([401, 403, 429])('is never stored for a %d of the gateway', async (status) => {
    await switches({ replayFailures: true });
    await fault({ fault: 'status', status });
    expect((await create('f-5')).status).toBe(status);
    expect((await create('f-5')).status).toBe(200);
  });
});

describe('a second request while the first is in progress', () => {
  async function race(id: string) {
    const before = await count();
    await fault({ fault: 'slow', delayMs: 300 });
    const first = create(id);
    await underway();
    const second = await create(id);
    return { first: await first, second, made: (await count()) - before };
  }

  /** Resolves once the first call has arrived. */
  async function underway() {
    for (;;) {
      const journal = await emulator.control('GET', `/journal?realm=${realm.realmId}`);
      if (journal.length > 0) return;
    }
  }

  test('is refused with 600 by default', async () => {
    const { first, second, made } = await race('c-1');
    expect([first.status, second.fault, made]).toEqual([200, '600', 1]);
  });

  test('waits and gets the same response when switched on', async () => {
    await switches({ whileRunning: 'wait' });
    const { first, second, made } = await race('c-2');
    expect([second.text, made]).toEqual([first.text, 1]);
  });

  test('creates a second invoice when switched on', async () => {
    await switches({ whileRunning: 'execute' });
    const { first, second, made } = await race('c-3');
    expect(second.body.Invoice.Id).not.toBe(first.body.Invoice.Id);
    expect(made).toBe(2);
  });
});
