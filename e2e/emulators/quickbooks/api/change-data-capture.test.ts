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
  // The seeded books end now; what a test does happens an hour later.
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

/** Blocks come in any order: the one that has this kind. */
const blockOf = (blocks: ChangeBlock[], kind: 'Invoice' | 'Payment') =>
  blocks.find((block) => kind in block);

const switchTo = (switches: object) =>
  emulator.control('POST', '/settings', { realmId: realm.realmId, ...switches });

const ids = (rows: { Id: string }[] | undefined) => rows?.map((row) => row.Id);

test('a block for each kind, an empty one where nothing changed, and no count', async () => {
  const { Invoice } = (await realm.call('POST', '/invoice', sale)).body;
  const blocks = await changes('Payment,Invoice');
  expect(blocks).toHaveLength(2);
  expect(blocks).toContainEqual({});
  expect(blocks).toContainEqual({ Invoice: [Invoice], startPosition: 1, maxResults: 1 });
});

test('the blocks come in any order', async () => {
  await realm.call('POST', '/invoice', sale);
  await realm.call('POST', '/payment', { CustomerRef: sale.CustomerRef, TotalAmt: 10 });
  const orders = new Set<string>();
  for (let call = 0; call < 60; call += 1) {
    const blocks = await changes('Invoice,Payment,Customer');
    orders.add(blocks.map((block) => Object.keys(block)[0]).join());
  }
  expect(orders.size).toBeGreaterThan(1);
});

test('a payment changes its invoice too', async () => {
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
])('deleted ones come as %s stubs, after those that are there', async (cdcStubs, more) => {
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

test('a block of stubs alone does not say where it starts', async () => {
  const gone = (await realm.call('POST', '/invoice', sale)).body.Invoice;
  await realm.call('POST', '/invoice?operation=delete', { Id: gone.Id, SyncToken: '0' });
  const [block] = await changes('Invoice');
  expect(block).not.toHaveProperty('startPosition');
  expect(block).toMatchObject({ maxResults: 1 });
});

test('an inactive customer is told whole', async () => {
  await realm.call('POST', '/customer', { Id: '5', SyncToken: '0', sparse: true, Active: false });
  const [block] = await changes('Customer');
  expect(block?.Customer).toMatchObject([{ Id: '5', Active: false }]);
});

test('1,000 objects are the most; nothing says that there are more', async () => {
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
])('an overflowing answer leaves out %s first', async (cdcCutsOff, { deletions, payments }) => {
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

test('with the switch, changes from more than 30 days back are answered', async () => {
  await switchTo({ cdcLookBack: 'answer' });
  const response = await realm.call('GET', '/cdc?entities=Customer&changedSince=2020-01-01');
  const [block] = response.body.CDCResponse[0]?.QueryResponse ?? [];
  expect(block?.Customer?.length).toBeGreaterThan(0);
});

test.each([
  ['without kinds', '/cdc?changedSince=2026-01-01', '2020'],
  ['without a moment', '/cdc?entities=Invoice', '2020'],
  [
    'for a kind whose changes are not told',
    '/cdc?entities=TaxCode&changedSince=2026-01-01',
    '4001',
  ],
  ['from more than 30 days back', '/cdc?entities=Invoice&changedSince=2020-01-01', '4001'],
  ['from no moment at all', '/cdc?entities=Invoice&changedSince=lately', '4001'],
])('asked %s it refuses', async (_what, path, code) => {
  expect(await realm.call('GET', path)).toMatchObject({ status: 400, fault: code });
});
