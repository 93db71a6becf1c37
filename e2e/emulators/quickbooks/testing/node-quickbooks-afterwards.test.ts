import { promisify } from 'node:util';
import QuickBooks from 'node-quickbooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CreditMemo } from '../company/credit-memo.ts';
import type { Customer, Invoice, Payment } from '../company/entities.ts';
import { type Answer, type Emulator, startForTest, type TestRealm } from './open-realm.ts';

// Runs the published client against the emulator: changes after an invoice was created.
let emulator: Emulator;
let realm: TestRealm;
let qbo: QuickBooks;
let invoice: Invoice;

beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('us');
  const { accessToken, realmId } = realm;
  qbo = new QuickBooks('', '', accessToken, false, realmId, true, false, '75', '2.0');
  qbo.endpoint = `${emulator.url}/v3/company/`;
});
afterAll(() => emulator.close());
beforeEach(async () => {
  invoice = await call<Invoice>('createInvoice', {
    CustomerRef: { value: '1' },
    Line: [line(200)],
  });
});

function call<T>(method: string, ...args: unknown[]): Promise<T> {
  return promisify((done: (error: unknown, value: T) => void) =>
    Reflect.apply(Reflect.get(qbo, method), qbo, [...args, done]),
  )();
}

const line = (Amount: number) => ({
  DetailType: 'SalesItemLineDetail',
  Amount,
  SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: 'NON' } },
});

const on = (TxnType: string, TxnId: string, Amount: number) => ({
  Amount,
  LinkedTxn: [{ TxnId, TxnType }],
});

const read = () => call<Invoice>('getInvoice', invoice.Id);

test("pays in part, changes the payment's amount, voids it", async () => {
  const paid = await call<Payment>('createPayment', {
    CustomerRef: { value: '1' },
    TotalAmt: 80,
    Line: [on('Invoice', invoice.Id, 80)],
  });
  expect(await read()).toMatchObject({ Balance: 120, SyncToken: '1' });
  const changed = await call<Payment>('updatePayment', {
    ...paid,
    Line: [on('Invoice', invoice.Id, 50)],
  });
  expect(changed).toMatchObject({ UnappliedAmt: 30, SyncToken: '1' });
  const { Id, SyncToken } = changed;
  expect(await call<Payment>('voidPayment', { Id, SyncToken })).toMatchObject({ TotalAmt: 0 });
  expect(await read()).toMatchObject({ Balance: 200, SyncToken: '3' });
});

test('creates a credit memo, pays with it, finds and deletes it', async () => {
  const memo = await call<CreditMemo>('createCreditMemo', {
    CustomerRef: { value: '1' },
    Line: [line(60)],
  });
  expect(memo).toMatchObject({ RemainingCredit: 60 });
  await call<Payment>('createPayment', {
    CustomerRef: { value: '1' },
    TotalAmt: 0,
    Line: [on('Invoice', invoice.Id, 60), on('CreditMemo', memo.Id, 60)],
  });
  expect((await read()).Balance).toBe(140);
  expect((await call<CreditMemo>('getCreditMemo', memo.Id)).RemainingCredit).toBe(0);
  const found = await call<Answer>('findCreditMemos', { CustomerRef: '1' });
  expect(found.QueryResponse.CreditMemo?.map((one) => one.Id)).toContain(memo.Id);
  await call('deleteCreditMemo', memo.Id);
  expect((await read()).Balance).toBe(200);
});

test('sends an invoice without a content type', async () => {
  const sent = await call<Invoice>('sendInvoicePdf', invoice.Id, 'office@northgate.example');
  expect(sent).toMatchObject({
    EmailStatus: 'EmailSent',
    BillEmail: { Address: 'office@northgate.example' },
  });
});

test('runs a batch of queries and writes', async () => {
  const response = await call<Answer>('batch', [
    { bId: '1', Query: `select * from Invoice where Id in ('${invoice.Id}')` },
    { bId: '2', Query: "select * from Payment where CustomerRef in ('1', '2') maxresults 5" },
    { bId: '3', operation: 'delete', Invoice: { Id: '99999', SyncToken: '0' } },
  ]);
  const [invoices, payments, gone] = response.BatchItemResponse;
  expect(invoices?.QueryResponse?.Invoice?.[0]?.Id).toBe(invoice.Id);
  expect(payments?.QueryResponse).toBeDefined();
  expect(gone?.Fault).toMatchObject({ Error: [{ code: '610' }] });
});

test('reads the change feed', async () => {
  const response = await call<Answer>(
    'changeDataCapture',
    'Invoice,Customer',
    new Date(Date.now() - 60_000),
  );
  const blocks = response.CDCResponse[0]?.QueryResponse ?? [];
  const invoices = blocks.find((block) => block.Invoice);
  expect(invoices?.Invoice?.map((one) => one.Id)).toContain(invoice.Id);
});

test('deactivates a customer and finds it by Active', async () => {
  const { Id, SyncToken } = await call<Customer>('createCustomer', { DisplayName: 'Old Mill' });
  await call<Customer>('updateCustomer', { Id, SyncToken, Active: false });
  const where = (active: string) => `where Id = '${Id}' and Active in (${active})`;
  const found = await call<Answer>('findCustomers', where('true, false'));
  expect(found.QueryResponse.Customer?.[0]?.DisplayName).toBe('Old Mill (deleted)');
  expect((await call<Answer>('findCustomers', where('true'))).QueryResponse).toEqual({});
});

test('finds payment methods', async () => {
  const response = await call<Answer>('findPaymentMethods', '');
  expect(response.QueryResponse.PaymentMethod).toHaveLength(4);
});
