import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let us: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  us = await emulator.openRealm('us');
});
afterAll(() => emulator.close());

const customer = { CustomerRef: { value: '1' } };
const sale = { ...customer, Line: [saleOf(100)] };

async function make(realm: TestRealm, body: object) {
  const made = await realm.call('POST', '/invoice', body);
  expect(made.text).toContain('"Invoice"');
  return made.body.Invoice;
}

test('changes only the sent fields in a sparse update and increments the SyncToken', async () => {
  const made = await make(us, {
    ...sale,
    PrivateNote: 'keep me',
    CustomerMemo: { value: 'Hello' },
  });
  const changed = await us.call('POST', '/invoice', {
    Id: made.Id,
    SyncToken: '0',
    sparse: true,
    CustomerMemo: { value: 'Bye' },
  });
  expect(changed.body.Invoice).toMatchObject({
    SyncToken: '1',
    PrivateNote: 'keep me',
    CustomerMemo: { value: 'Bye' },
    DocNumber: made.DocNumber,
    Line: made.Line,
  });
});

test('clears fields that a sparse update sends empty', async () => {
  const made = await make(us, {
    ...sale,
    PrivateNote: 'internal',
    CustomerMemo: { value: 'Thank you' },
    BillEmail: { Address: 'a@brightwater.example' },
  });
  const { Id } = made;
  const update = { Id, SyncToken: '0', sparse: true, PrivateNote: '' };
  const empty = { CustomerMemo: { value: '' }, BillEmail: { Address: '' } };
  const { Invoice } = (await us.call('POST', '/invoice', { ...update, ...empty })).body;
  expect(Invoice.TotalAmt).toBe(made.TotalAmt);
  for (const key of ['PrivateNote', 'CustomerMemo', 'BillEmail'])
    expect(Invoice).not.toHaveProperty(key);
});

test('keeps the SyncToken when a sparse update changes nothing', async () => {
  const made = await make(us, sale);
  const same = await us.call('POST', '/invoice', { ...made, sparse: true });
  expect(same.body.Invoice).toEqual(made);
});

test('clears omitted fields in a full update', async () => {
  const made = await make(us, {
    ...sale,
    PrivateNote: 'gone',
    BillEmail: { Address: 'a@b.example' },
  });
  const changed = await us.call('POST', '/invoice', { ...sale, Id: made.Id, SyncToken: '0' });
  expect(changed.body.Invoice.SyncToken).toBe('1');
  expect(changed.body.Invoice).not.toHaveProperty('PrivateNote');
  expect(changed.body.Invoice).not.toHaveProperty('BillEmail');
});

test('replaces all lines by the sent ones, which keep their Ids', async () => {
  const made = await make(us, { ...customer, Line: [saleOf(10), saleOf(20)] });
  const [, second] = made.Line;
  const changed = await us.call('POST', '/invoice', {
    Id: made.Id,
    SyncToken: '0',
    sparse: true,
    Line: [second, saleOf(5)],
  });
  expect(changed.body.Invoice.Line.slice(0, 2).map((line) => [line.Id, line.Amount])).toEqual([
    ['2', 20],
    ['3', 5],
  ]);
  expect(changed.body.Invoice.TotalAmt).toBe(25);
});

test('moves the due date when the term changes', async () => {
  const made = await make(us, { ...sale, TxnDate: '2026-03-13' });
  const changed = await us.call('POST', '/invoice', {
    Id: made.Id,
    SyncToken: '0',
    sparse: true,
    SalesTermRef: { value: '2' },
  });
  expect(changed.body.Invoice.DueDate).toBe('2026-03-28');
});

test.each([
  ['an update', '/invoice'],
  ['a void', '/invoice?operation=void'],
  ['a deletion', '/invoice?operation=delete'],
])('refuses %s with an old SyncToken (5010) or without one (2020)', async (_name, path) => {
  const { Id } = await make(us, sale);
  await us.call('POST', '/invoice', { Id, SyncToken: '0', sparse: true, PrivateNote: 'x' });
  expect(await us.call('POST', path, { Id, SyncToken: '0', sparse: true })).toMatchObject({
    status: 400,
    fault: '5010',
  });
  expect((await us.call('POST', path, { Id, sparse: true })).fault).toBe('2020');
});

test('sets amounts to zero and marks the note on a void, and keeps the number', async () => {
  const made = await make(us, {
    ...customer,
    PrivateNote: 'Deal 4',
    Line: [saleOf(100, { Qty: 2, UnitPrice: 50 })],
  });
  const { body } = await us.call('POST', '/invoice?operation=void', {
    Id: made.Id,
    SyncToken: '0',
  });
  expect(body.Invoice).toMatchObject({
    Id: made.Id,
    DocNumber: made.DocNumber,
    SyncToken: '1',
    TotalAmt: 0,
    Balance: 0,
    PrivateNote: 'Voided - Deal 4',
    TxnTaxDetail: { TotalTax: 0 },
  });
  const [line] = body.Invoice.Line;
  expect(line).toMatchObject({
    Amount: 0,
    SalesItemLineDetail: { Qty: 0, ItemRef: { value: '1' } },
  });
  expect(line?.SalesItemLineDetail).not.toHaveProperty('UnitPrice');
});

test('returns a stub for a deletion, then 610 with HTTP 400, and hides the invoice from queries', async () => {
  const made = await make(us, sale);
  const gone = await us.call('POST', '/invoice?operation=delete', { Id: made.Id, SyncToken: '0' });
  expect(gone.body.Invoice).toEqual({ status: 'Deleted', domain: 'QBO', Id: made.Id });
  expect(await us.call('GET', `/invoice/${made.Id}`)).toMatchObject({ status: 400, fault: '610' });
  expect(
    (await us.query(`select * from Invoice where Id = '${made.Id}'`)).body.QueryResponse,
  ).toEqual({});
});

test.each([
  [false, 0.9],
  [true, 1],
])('updates lines without a rate, dropping the rate: %s', async (lineEditsDropRate, rate) => {
  const uk = await emulator.openRealm('uk');
  await emulator.control('POST', '/settings', { realmId: uk.realmId, lineEditsDropRate });
  const euro = { CustomerRef: { value: '2' }, CurrencyRef: { value: 'EUR' }, ExchangeRate: 0.9 };
  const tax = { GlobalTaxCalculation: 'NotApplicable' };
  const made = await make(uk, { ...euro, ...tax, Line: [saleOf(100)] });
  const update = { Id: made.Id, SyncToken: '0', sparse: true };
  const memo = (await uk.call('POST', '/invoice', { ...update, PrivateNote: 'x' })).body.Invoice;
  expect(memo).toMatchObject({ SyncToken: '1', ExchangeRate: 0.9, HomeTotalAmt: 90 });
  const lines = { ...update, SyncToken: '1', Line: [saleOf(50)] };
  expect((await uk.call('POST', '/invoice', lines)).body.Invoice).toMatchObject({
    ExchangeRate: rate,
    HomeTotalAmt: 50 * rate,
  });
});
