import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type ChangeBlock,
  type Emulator,
  saleOf,
  startForTest,
  type TestRealm,
} from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;
let since: string;
const sale = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us');
  const { realmId } = realm;
  // Seeded entities end now; the test's changes happen an hour later.
  since = new Date(Date.now() + 1_800_000).toISOString();
  await emulator.control('POST', '/settings', {
    realmId,
    clockOffsetMs: 3_600_000,
    accessTokenSeconds: 86_400,
  });
  const { access_token } = await emulator.control('POST', '/grants', { realmId });
  realm.headers.authorization = `Bearer ${access_token}`;
});

async function changes(entities: string): Promise<ChangeBlock[]> {
  const answer = await realm.call('GET', `/cdc?entities=${entities}&changedSince=${since}`);
  expect(answer.status).toBe(200);
  return answer.body.CDCResponse[0]?.QueryResponse ?? [];
}

/** Finds the block of an entity; blocks come in any order. */
const blockOf = (blocks: ChangeBlock[], kind: 'Invoice' | 'Payment') =>
  blocks.find((block) => kind in block);

const switchTo = (switches: object) =>
  emulator.control('POST', '/settings', { realmId: realm.realmId, ...switches });

const ids = (rows: { Id: string }[] | undefined) => rows?.map((row) => row.Id);

test('returns a block per entity, empty without changes, and no count', async () => {
  const { Invoice } = (await realm.call('POST', '/invoice', sale)).body;
  const blocks = await changes('Payment,Invoice');
  expect(blocks).toHaveLength(2);
  expect(blocks).toContainEqual({});
  expect(blocks).toContainEqual({ Invoice: [Invoice], startPosition: 1, maxResults: 1 });
});

test('returns the blocks in any order', async () => {
  await realm.call('POST', '/invoice', sale);
  await realm.call('POST', '/payment', { CustomerRef: sale.CustomerRef, TotalAmt: 10 });
  const orders = new Set<string>();
  for (let call = 0; call < 60; call += 1) {
    const blocks = await changes('Invoice,Payment,Customer');
    orders.add(blocks.map((block) => Object.keys(block)[0]).join());
  }
  expect(orders.size).toBeGreaterThan(1);
});

test('lists the invoice of a changed payment', async () => {
  const { Invoice } = (await realm.call('POST', '/invoice', sale)).body;
  const link = { Amount: 10, LinkedTxn: [{ TxnId: Invoice.Id, TxnType: 'Invoice' }] };
  const body = { CustomerRef: sale.CustomerRef, TotalAmt: 10, Line: [link] };
  const { Payment } = (await realm.call('POST', '/payment', body)).body;
  const blocks = await changes('invoice,payment');
  const [invoices, payments] = [blockOf(blocks, 'Invoice'), blockOf(blocks, 'Payment')];
  expect(invoices?.Invoice).toMatchObject([{ Id: Invoice.Id, SyncToken: '1' }]);
  expect(ids(payments?.Payment)).toEqual([Payment.Id]);
});

test.each([
  ['bare', {}],
  ['stamped', { MetaData: { LastUpdatedTime: expect.any(String) } }],
])('lists deleted objects as %s stubs after the existing ones', async (cdcStubs, more) => {
  await switchTo({ cdcStubs });
  const gone = (await realm.call('POST', '/invoice', sale)).body.Invoice;
  const kept = (await realm.call('POST', '/invoice', sale)).body.Invoice;
  await realm.call('POST', '/invoice?operation=delete', { Id: gone.Id, SyncToken: '0' });
  const [block] = await changes('Invoice');
  expect(ids(block?.Invoice)).toEqual([kept.Id, gone.Id]);
  expect(block?.Invoice?.[1]).toEqual({
    domain: 'QBO',
    status: 'Deleted',
    Id: gone.Id,
    ...more,
  });
});

test('omits the start position of a block with only stubs', async () => {
  const gone = (await realm.call('POST', '/invoice', sale)).body.Invoice;
  await realm.call('POST', '/invoice?operation=delete', { Id: gone.Id, SyncToken: '0' });
  const [block] = await changes('Invoice');
  expect(block).not.toHaveProperty('startPosition');
  expect(block).toMatchObject({ maxResults: 1 });
});

test('returns an inactive customer in full', async () => {
  await realm.call('POST', '/customer', { Id: '5', SyncToken: '0', sparse: true, Active: false });
  const [block] = await changes('Customer');
  expect(block?.Customer).toMatchObject([{ Id: '5', Active: false }]);
});

test('truncates at 1,000 objects without a flag', async () => {
  since = new Date(Date.now() - 20 * 86_400_000).toISOString();
  const invoices = Array.from({ length: 1005 }, () => sale);
  await emulator.control('POST', `/realms/${realm.realmId}/invoices`, { invoices });
  const blocks = await changes('Invoice,Payment');
  expect(blockOf(blocks, 'Invoice')).toMatchObject({ startPosition: 1, maxResults: 1000 });
  expect(blockOf(blocks, 'Invoice')).not.toHaveProperty('totalCount');
  expect(blocks).toContainEqual({});
});

test.each([
  ['kinds', { deletions: 1, payments: 0 }],
  ['deletions', { deletions: 0, payments: 1 }],
])('truncates %s first', async (cdcCutsOff, { deletions, payments }) => {
  await switchTo({ cdcCutsOff });
  const customer = sale.CustomerRef;
  await realm.call('POST', '/payment', { CustomerRef: customer, TotalAmt: 10 });
  const gone = (await realm.call('POST', '/invoice', sale)).body.Invoice;
  await realm.call('POST', '/invoice?operation=delete', { Id: gone.Id, SyncToken: '0' });
  const invoices = Array.from({ length: 999 }, () => sale);
  await emulator.control('POST', `/realms/${realm.realmId}/invoices`, { invoices });
  const blocks = await changes('Invoice,Payment');
  const response = blockOf(blocks, 'Invoice')?.Invoice ?? [];
  expect(response.filter((row) => 'status' in row)).toHaveLength(deletions);
  expect(blockOf(blocks, 'Payment')?.Payment ?? []).toHaveLength(payments);
});

test('returns changes of more than 30 days when switched on', async () => {
  await switchTo({ cdcLookBack: 'answer' });
  const response = await realm.call('GET', '/cdc?entities=Customer&changedSince=2020-01-01');
  const [block] = response.body.CDCResponse[0]?.QueryResponse ?? [];
  expect(block?.Customer?.length).toBeGreaterThan(0);
});

test.each([
  ['without entities', '/cdc?changedSince=2026-01-01', '2020'],
  ['without a time', '/cdc?entities=Invoice', '2020'],
  [
    'for an entity that the change feed leaves out',
    '/cdc?entities=TaxCode&changedSince=2026-01-01',
    '4001',
  ],
  ['from more than 30 days back', '/cdc?entities=Invoice&changedSince=2020-01-01', '4001'],
  ['from an invalid time', '/cdc?entities=Invoice&changedSince=lately', '4001'],
])('refuses a request %s', async (_what, path, code) => {
  expect(await realm.call('GET', path)).toMatchObject({ status: 400, fault: code });
});

test('returns a fault inside a 200 on request', async () => {
  const feed = async () =>
    (await realm.call('GET', `/cdc?entities=Invoice,Payment&changedSince=${since}`)) as {
      status: number;
      body: unknown;
    };
  await switchTo({ cdcFault: 'feed' });
  const fault = { Fault: expect.objectContaining({ type: 'SystemFault' }) };
  expect(await feed()).toMatchObject({ status: 200, body: { CDCResponse: [fault] } });
  await switchTo({ cdcFault: 'block' });
  const blocks = expect.arrayContaining([fault, {}]);
  expect(await feed()).toMatchObject({
    status: 200,
    body: { CDCResponse: [{ QueryResponse: blocks }] },
  });
});

test('omits entities without changes on request', async () => {
  await switchTo({ cdcEmptyBlocks: 'omitted' });
  expect(await changes('Payment,Invoice')).toEqual([]);
});
