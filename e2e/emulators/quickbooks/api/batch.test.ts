import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Invoice } from '../company/entities.ts';
import {
  type BatchItem,
  type Emulator,
  saleOf,
  startForTest,
  type TestRealm,
} from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;
const sale = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us');
});

async function batch(items: object[], query = ''): Promise<BatchItem[]> {
  const answer = await realm.call('POST', `/batch${query}`, { BatchItemRequest: items });
  expect(answer.status).toBe(200);
  return answer.body.BatchItemResponse;
}

async function make(): Promise<Invoice> {
  return (await realm.call('POST', '/invoice', sale)).body.Invoice;
}

async function count(): Promise<number> {
  const { body } = await realm.query('select count(*) from Invoice');
  return body.QueryResponse.totalCount ?? 0;
}

const create = (bId: string) => ({ bId, operation: 'create', Invoice: sale });

test('runs queries and writes in one request, each under its bId', async () => {
  const first = await make();
  const second = await make();
  const response = await batch([
    { bId: 'list', Query: "select * from Customer where Id in ('1', '2')" },
    { bId: 'none', Query: "select * from Invoice where DocNumber = 'none'" },
    create('new'),
    {
      bId: 'note',
      operation: 'update',
      Invoice: { Id: first.Id, SyncToken: '0', sparse: true, PrivateNote: 'seen' },
    },
    { bId: 'void', operation: 'void', Invoice: { Id: second.Id, SyncToken: '0' } },
  ]);
  expect(response.map((one) => one.bId)).toEqual(['list', 'none', 'new', 'note', 'void']);
  expect(response[0]?.QueryResponse).toMatchObject({ startPosition: 1, maxResults: 2 });
  expect(response[1]?.QueryResponse).toEqual({});
  expect(response[2]?.Invoice).toMatchObject({ SyncToken: '0', TotalAmt: expect.any(Number) });
  expect(response[3]?.Invoice).toMatchObject({ Id: first.Id, PrivateNote: 'seen', SyncToken: '1' });
  expect(response[4]?.Invoice).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided' });
});

test('limits a fault to its item', async () => {
  const response = await batch([
    { bId: '1', operation: 'delete', Invoice: { Id: '99999', SyncToken: '0' } },
    { bId: '2', operation: 'create', Invoice: { CustomerRef: { value: '1' }, Colour: 'red' } },
    { bId: '3', Query: "select * from Invoice where PrivateNote = 'x'" },
    { bId: '4', operation: 'create', Spaceship: {} },
    create('5'),
  ]);
  expect(response.map((one) => one.Fault?.Error[0]?.code)).toEqual([
    '610',
    '2010',
    '4001',
    '2010',
    undefined,
  ]);
  expect(response[0]?.Fault?.type).toBe('ValidationFault');
});

test('returns the state after each item, even when a later one changes the same object', async () => {
  const { Id } = await make();
  const note = (bId: string, SyncToken: string, PrivateNote: string) => ({
    bId,
    operation: 'update',
    Invoice: { Id, SyncToken, sparse: true, PrivateNote },
  });
  const response = await batch([note('1', '0', 'one'), note('2', '1', 'two')]);
  expect(response.map((one) => one.Invoice?.PrivateNote)).toEqual(['one', 'two']);
});

test('optionsData voids a payment', async () => {
  const { body } = await realm.call('POST', '/payment', {
    CustomerRef: { value: '1' },
    TotalAmt: 20,
  });
  const Payment = { Id: body.Payment.Id, SyncToken: '0', sparse: true };
  const [response] = await batch([{ bId: '1', operation: 'update', optionsData: 'void', Payment }]);
  expect(response?.Payment).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided' });
});

test('refuses more than 30 items', async () => {
  const items = (length: number) =>
    Array.from({ length }, (_, n) => ({ bId: String(n), Query: 'select * from Term' }));
  expect(await batch(items(30))).toHaveLength(30);
  const refused = await realm.call('POST', '/batch', { BatchItemRequest: items(31) });
  expect(refused).toMatchObject({ status: 400, fault: '1040' });
});

test('refuses more than 1,000 objects in total', async () => {
  await emulator.control('POST', `/realms/${realm.realmId}/invoices`, { count: 1100 });
  const query = (bId: string, rows: number) => ({
    bId,
    Query: `select * from Invoice maxresults ${rows}`,
  });
  const response = await batch([query('1', 600), query('2', 400), query('3', 1)]);
  expect(response.map((one) => one.Fault?.Error[0]?.code)).toEqual([undefined, undefined, '10100']);
});

test('refuses a batch without items', async () => {
  expect(await realm.call('POST', '/batch', {})).toMatchObject({ status: 400, fault: '2020' });
});

test.each(['', '?requestid=r1'])('returns no bId for items without one %s', async (id) => {
  const before = await count();
  const { bId: _, ...unnamed } = create('');
  const response = await batch(
    [unnamed, { Query: 'select * from Term' }, create('a'), unnamed],
    id,
  );
  expect(response.map((one) => one.bId)).toEqual([undefined, undefined, 'a', undefined]);
  expect(response[1]?.QueryResponse).toMatchObject({ maxResults: expect.any(Number) });
  expect(await count()).toBe(before + 3);
});

describe('under a requestid', () => {
  test('replays an item with a known bId, and executes one with a new bId', async () => {
    const before = await count();
    const [first] = await batch([create('a')], '?requestid=r1');
    const [again, other] = await batch([create('a'), create('b')], '?requestid=r1');
    expect(again).toEqual(first);
    expect(other?.Invoice?.Id).not.toBe(first?.Invoice?.Id);
    expect(await count()).toBe(before + 2);
    const journal = await emulator.control('GET', `/journal?realm=${realm.realmId}`);
    const batches = journal.filter(({ path }) => String(path).endsWith('/batch'));
    expect(batches.map(({ replayed }) => replayed)).toEqual([false, true]);
  });

  test('executes a known bId under another requestid', async () => {
    const before = await count();
    await batch([create('a')], '?requestid=r1');
    await batch([create('a')], '?requestid=r2');
    expect(await count()).toBe(before + 2);
  });

  test('executes a refused item again', async () => {
    await emulator.control('POST', '/settings', {
      realmId: realm.realmId,
      preferences: { subscription: 'EXPIRED' },
    });
    const [refused] = await batch([create('a')], '?requestid=r1');
    expect(refused?.Fault?.Error[0]?.code).toBe('6190');
    await emulator.control('POST', '/settings', {
      realmId: realm.realmId,
      preferences: { subscription: 'PAID' },
    });
    expect((await batch([create('a')], '?requestid=r1'))[0]?.Invoice).toBeDefined();
  });

  test.each([
    ['of 37 characters', 'r'.repeat(37), 'a'],
    ['with a bId of 11', 'r', 'b'.repeat(11)],
  ])('refuses an id %s', async (_what, id, bId) => {
    const refused = await realm.call('POST', `/batch?requestid=${id}`, {
      BatchItemRequest: [create(bId)],
    });
    expect(refused.fault).toBe('2130');
  });

  test('refuses a second batch while the first is in progress', async () => {
    const match = { realm: realm.realmId };
    await emulator.control('POST', '/faults', { match, fault: 'slow', delayMs: 300 });
    const running = batch([create('a')], '?requestid=r1');
    const journal = () => emulator.control('GET', `/journal?realm=${realm.realmId}`);
    await expect.poll(async () => (await journal()).length).toBeGreaterThan(0);
    const second = await realm.call('POST', '/batch?requestid=r1', {
      BatchItemRequest: [create('a')],
    });
    expect(second.fault).toBe('600');
    await running;
  });
});
