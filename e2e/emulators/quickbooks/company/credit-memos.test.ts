import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';
import type { CreditMemo } from './credit-memo.ts';
import type { Invoice } from './entities.ts';

let emulator: Emulator;
let realm: TestRealm;
let customer: { value: string };
let invoice: Invoice;
let memo: CreditMemo;

beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('us');
});
afterAll(() => emulator.close());
beforeEach(async () => {
  const made = await realm.call('POST', '/customer', { DisplayName: `Creditor ${Math.random()}` });
  customer = { value: made.body.Customer.Id };
  const billed = { CustomerRef: customer, Line: [saleOf(100)] };
  invoice = (await realm.call('POST', '/invoice', billed)).body.Invoice;
  const credited = { CustomerRef: customer, Line: [saleOf(40)], PrivateNote: 'damaged' };
  memo = (await realm.call('POST', '/creditmemo', credited)).body.CreditMemo;
});

const part = (TxnType: string, TxnId: string, Amount: number) => ({
  Amount,
  LinkedTxn: [{ TxnId, TxnType }],
});

/** Pays `onInvoice` on the invoice with `credit` of the memo and the rest in money. */
function apply(onInvoice: number, credit: number) {
  return realm.call('POST', '/payment', {
    CustomerRef: customer,
    TotalAmt: onInvoice - credit,
    Line: [part('Invoice', invoice.Id, onInvoice), part('CreditMemo', memo.Id, credit)],
  });
}

const readInvoice = async () => (await realm.call('GET', `/invoice/${invoice.Id}`)).body.Invoice;
const readMemo = async () => (await realm.call('GET', `/creditmemo/${memo.Id}`)).body.CreditMemo;
const balance = async () =>
  (await realm.call('GET', `/customer/${customer.value}`)).body.Customer.Balance;

test("shares the number sequence of the invoices and lowers the customer's balance", async () => {
  expect(memo).toMatchObject({
    TotalAmt: 40,
    Balance: 40,
    RemainingCredit: 40,
    LinkedTxn: [],
    DocNumber: String(Number(invoice.DocNumber) + 1),
  });
  expect(memo).not.toHaveProperty('DueDate');
  expect(await balance()).toBe(60);
});

test('links memo and invoice by a zero payment: 40 of credit leave 60 open', async () => {
  const { body } = await apply(40, 40);
  expect(body.Payment).toMatchObject({ TotalAmt: 0, UnappliedAmt: 0 });
  expect(body.Payment.Line.map((line) => [line.Amount, line.LinkedTxn[0].TxnType])).toEqual([
    [40, 'Invoice'],
    [40, 'CreditMemo'],
  ]);
  const link = [{ TxnId: body.Payment.Id, TxnType: 'Payment' }];
  expect(await readInvoice()).toMatchObject({ Balance: 60, SyncToken: '1', LinkedTxn: link });
  expect(await readMemo()).toMatchObject({
    Balance: 0,
    RemainingCredit: 0,
    TotalAmt: 40,
    SyncToken: '1',
    LinkedTxn: link,
  });
  expect(await balance()).toBe(60);
});

test('pays an invoice partly with credit and partly with money', async () => {
  expect((await apply(100, 30)).body.Payment).toMatchObject({ TotalAmt: 70, UnappliedAmt: 0 });
  expect((await readInvoice()).Balance).toBe(0);
  expect((await readMemo()).RemainingCredit).toBe(10);
});

test.each([
  ['more than its remaining credit', 41, 41],
  ['more than the amount on the invoice', 20, 30],
])('refuses to apply %s', async (_what, onInvoice, credit) => {
  const body = {
    CustomerRef: customer,
    TotalAmt: 0,
    Line: [part('Invoice', invoice.Id, onInvoice), part('CreditMemo', memo.Id, credit)],
  };
  expect((await realm.call('POST', '/payment', body)).fault).toBe('6000');
  expect((await readMemo()).RemainingCredit).toBe(40);
});

test('returns the credit when the payment is deleted', async () => {
  const { Id, SyncToken } = (await apply(40, 40)).body.Payment;
  await realm.call('POST', '/payment?operation=delete', { Id, SyncToken });
  expect(await readInvoice()).toMatchObject({ Balance: 100, LinkedTxn: [] });
  expect(await readMemo()).toMatchObject({ RemainingCredit: 40, LinkedTxn: [] });
});

test('returns credit and money when the invoice is voided', async () => {
  const paid = (await apply(100, 30)).body.Payment;
  await realm.call('POST', '/invoice?operation=void', { Id: invoice.Id, SyncToken: '1' });
  expect((await readMemo()).RemainingCredit).toBe(40);
  const left = (await realm.call('GET', `/payment/${paid.Id}`)).body.Payment;
  expect(left).toMatchObject({ TotalAmt: 70, UnappliedAmt: 70, Line: [] });
});

test('reopens the paid part of an invoice when the credit memo is deleted', async () => {
  await apply(100, 30);
  const gone = await realm.call('POST', '/creditmemo?operation=delete', {
    Id: memo.Id,
    SyncToken: '1',
  });
  expect(gone.body.CreditMemo).toEqual({ status: 'Deleted', domain: 'QBO', Id: memo.Id });
  expect((await realm.call('GET', `/creditmemo/${memo.Id}`)).fault).toBe('610');
  expect((await readInvoice()).Balance).toBe(30);
});

test('reduces the used credit when the invoice becomes smaller: from 100 to 25', async () => {
  await apply(40, 40);
  const change = { Id: invoice.Id, SyncToken: '1', sparse: true, Line: [saleOf(25)] };
  const { Invoice } = (await realm.call('POST', '/invoice', change)).body;
  expect(Invoice).toMatchObject({ TotalAmt: 25, Balance: 0, SyncToken: '2' });
  expect((await readMemo()).RemainingCredit).toBe(15);
});

test('refuses a total below the used credit', async () => {
  await apply(40, 40);
  const change = { Id: memo.Id, SyncToken: '1', sparse: true, Line: [saleOf(39)] };
  expect((await realm.call('POST', '/creditmemo', change)).fault).toBe('6000');
  const more = { ...change, Line: [saleOf(55)] };
  expect((await realm.call('POST', '/creditmemo', more)).body.CreditMemo.RemainingCredit).toBe(15);
});

test('returns "unsupported" for a void: the API has none', async () => {
  const refused = await realm.call('POST', '/creditmemo?operation=void', {
    Id: memo.Id,
    SyncToken: '0',
  });
  expect(refused.fault).toBe('500');
});

test('finds credit memos by customer and date', async () => {
  const where = `where CustomerRef = '${customer.value}' and TxnDate >= '2020-01-01'`;
  const found = await realm.query(`select * from CreditMemo ${where}`);
  expect(found.body.QueryResponse.CreditMemo?.map((one) => one.Id)).toEqual([memo.Id]);
});

test('taxes a credit memo outside the US like a sale', async () => {
  const uk = await emulator.openRealm('uk');
  const { body } = await uk.call('POST', '/creditmemo', {
    CustomerRef: { value: '2' },
    CurrencyRef: { value: 'EUR' },
    TxnDate: '2026-08-31',
    GlobalTaxCalculation: 'TaxExcluded',
    Line: [saleOf(100, { code: '2' })],
  });
  expect(body.CreditMemo).toMatchObject({
    TotalAmt: 120,
    RemainingCredit: 120,
    HomeBalance: 103.2,
  });
});
