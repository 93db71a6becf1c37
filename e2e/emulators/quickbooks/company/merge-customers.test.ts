import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';
import type { Invoice } from './entities.ts';

let emulator: Emulator;
let realm: TestRealm;
let from: string;
let into: string;
let invoice: Invoice;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us');
  [from, into] = [await newCustomer('Birch Kitchen'), await newCustomer('Birch Kitchens')];
  const body = { CustomerRef: { value: from }, Line: [saleOf(100)] };
  invoice = (await realm.call('POST', '/invoice', body)).body.Invoice;
});

async function newCustomer(DisplayName: string): Promise<string> {
  return (await realm.call('POST', '/customer', { DisplayName })).body.Customer.Id;
}

function merge(wish: object = { from, into }) {
  return emulator.control('POST', `/realms/${realm.realmId}/customers/merge`, wish);
}

function switchTo(switches: object) {
  return emulator.control('POST', '/settings', { realmId: realm.realmId, ...switches });
}

const readCustomer = (id: string) => realm.call('GET', `/customer/${id}`);
const readInvoice = async () => (await realm.call('GET', `/invoice/${invoice.Id}`)).body.Invoice;

test('moves all transactions to the target customer and its Id', async () => {
  const payment = { CustomerRef: { value: from }, TotalAmt: 30 };
  const paid = (await realm.call('POST', '/payment', payment)).body.Payment;
  await merge();
  const moved = { CustomerRef: { value: into, name: 'Birch Kitchens' }, SyncToken: '1' };
  expect(await readInvoice()).toMatchObject({ ...moved, Balance: 100 });
  expect((await realm.call('GET', `/payment/${paid.Id}`)).body.Payment).toMatchObject(moved);
  const kept = (await readCustomer(into)).body.Customer;
  expect(kept).toMatchObject({ Balance: 70, SyncToken: '1', DisplayName: 'Birch Kitchens' });
});

test('deletes the merged customer: 610 with HTTP 400, and in no query', async () => {
  await merge();
  expect(await readCustomer(from)).toMatchObject({ status: 400, fault: '610' });
  const where = `where Id = '${from}' and Active in (true, false)`;
  expect((await realm.query(`select * from Customer ${where}`)).body.QueryResponse).toEqual({});
  const response = await emulator.control('GET', `/realms/${realm.realmId}/contents`);
  expect(response.deleted).toMatchObject([{ entity: 'Customer', id: from, mergedInto: into }]);
});

test('keeps the merged customer as inactive when switched on', async () => {
  await switchTo({ mergedCustomer: 'inactive' });
  await merge();
  expect((await readCustomer(from)).body.Customer).toMatchObject({
    Active: false,
    DisplayName: 'Birch Kitchen (deleted)',
    Balance: 0,
  });
});

test('increments the SyncToken of moved transactions unless switched off', async () => {
  await switchTo({ mergeChangesTransactions: false });
  await merge();
  expect(await readInvoice()).toMatchObject({ CustomerRef: { value: into }, SyncToken: '0' });
});

test('moves sub-customers to the target customer', async () => {
  const body = { DisplayName: 'North wing', Job: true, ParentRef: { value: from } };
  const wing = (await realm.call('POST', '/customer', body)).body.Customer;
  await merge();
  expect((await readCustomer(wing.Id)).body.Customer.ParentRef?.value).toBe(into);
});

test('refuses to merge different currencies, or a customer with itself', async () => {
  await expect(merge({ from, into: from })).rejects.toThrow('6000');
  realm = await emulator.openRealm('uk');
  await expect(merge({ from: '1', into: '2' })).rejects.toThrow('currencies');
});

test('updates the name in transactions without a new SyncToken', async () => {
  const change = { Id: from, SyncToken: '0', sparse: true, DisplayName: 'Birch & Co' };
  await realm.call('POST', '/customer', change);
  expect(await readInvoice()).toMatchObject({
    CustomerRef: { value: from, name: 'Birch & Co' },
    SyncToken: '0',
  });
});

test('keeps omitted fields and clears empty ones in a sparse update', async () => {
  const made = await realm.call('POST', '/customer', {
    DisplayName: 'Sparse',
    CompanyName: 'Sparse Ltd',
    ResaleNum: '12-345',
    PrimaryEmailAddr: { Address: 'office@sparse.example' },
    BillAddr: { Line1: '1 Quay Street', City: 'Oakland' },
  });
  const { Id } = made.body.Customer;
  const update = (SyncToken: string, changes: object) =>
    realm.call('POST', '/customer', { Id, SyncToken, sparse: true, ...changes });
  const moved = await update('0', { BillAddr: { Line1: '2 Dock Road', City: '' } });
  expect(moved.body.Customer).toMatchObject({
    CompanyName: 'Sparse Ltd',
    ResaleNum: '12-345',
    BillAddr: { Line1: '2 Dock Road' },
  });
  expect(moved.body.Customer.BillAddr).not.toHaveProperty('City');
  const emptied = await update('1', { PrimaryEmailAddr: { Address: '' }, ResaleNum: '' });
  expect(emptied.body.Customer).not.toHaveProperty('PrimaryEmailAddr');
  expect(emptied.body.Customer).not.toHaveProperty('ResaleNum');
  expect((await update('1', { Notes: 'late' })).fault).toBe('5010');
});

test('keeps the unmasked tax number when an update omits it', async () => {
  const uk = await emulator.openRealm('uk');
  const made = await uk.call('POST', '/customer', {
    DisplayName: 'Masked',
    PrimaryTaxIdentifier: 'GB123456789',
  });
  const { Id } = made.body.Customer;
  const changed = await uk.call('POST', '/customer', {
    Id,
    SyncToken: '0',
    sparse: true,
    Notes: 'x',
  });
  expect(changed.body.Customer.PrimaryTaxIdentifier).toBe('XXXXXX56789');
  const response = await emulator.control('GET', `/realms/${uk.realmId}/contents`);
  expect(response.customers).toContainEqual(
    expect.objectContaining({ Id, PrimaryTaxIdentifier: 'GB123456789' }),
  );
});
