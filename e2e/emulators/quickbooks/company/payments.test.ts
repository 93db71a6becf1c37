import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';
import type { Invoice } from './entities.ts';

let emulator: Emulator;
let realm: TestRealm;
let customer: { value: string };
let invoice: Invoice;

beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('us');
});
afterAll(() => emulator.close());
beforeEach(async () => {
  const made = await realm.call('POST', '/customer', { DisplayName: `Payer ${Math.random()}` });
  customer = { value: made.body.Customer.Id };
  const billed = await realm.call('POST', '/invoice', {
    CustomerRef: customer,
    Line: [saleOf(100)],
  });
  invoice = billed.body.Invoice;
});

async function pay(total: number, applied: number) {
  const Line = [{ Amount: applied, LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }] }];
  return realm.call('POST', '/payment', { CustomerRef: customer, TotalAmt: total, Line });
}

async function reread() {
  return (await realm.call('GET', `/invoice/${invoice.Id}`)).body.Invoice;
}

async function balanceOfCustomer() {
  return (await realm.call('GET', `/customer/${customer.value}`)).body.Customer.Balance;
}

test("lowers the balance, links both sides and increments the invoice's SyncToken", async () => {
  const { body } = await pay(40, 40);
  expect(body.Payment).toMatchObject({ TotalAmt: 40, UnappliedAmt: 0, SyncToken: '0' });
  expect(await reread()).toMatchObject({
    Balance: 60,
    TotalAmt: 100,
    SyncToken: '1',
    LinkedTxn: [{ TxnId: body.Payment.Id, TxnType: 'Payment' }],
  });
  expect(await balanceOfCustomer()).toBe(60);
});

test('refuses a write with the SyncToken from before the payment', async () => {
  await pay(100, 100);
  const late = await realm.call('POST', '/invoice?operation=void', {
    Id: invoice.Id,
    SyncToken: '0',
  });
  expect(late.fault).toBe('5010');
});

test('keeps an overpayment as credit', async () => {
  const { body } = await pay(150, 100);
  expect(body.Payment.UnappliedAmt).toBe(50);
  expect((await reread()).Balance).toBe(0);
  expect(await balanceOfCustomer()).toBe(-50);
});

test('refuses to apply more than the open balance', async () => {
  expect((await pay(150, 101)).fault).toBe('6000');
  expect((await pay(50, 60)).fault).toBe('6000');
});

test('reopens the invoice and increments its SyncToken when the payment is removed', async () => {
  const { body } = await pay(100, 100);
  const { Id, SyncToken } = body.Payment;
  await realm.call('POST', '/payment?operation=delete', { Id, SyncToken });
  expect(await reread()).toMatchObject({ Balance: 100, SyncToken: '2', LinkedTxn: [] });
  expect((await realm.call('GET', `/payment/${Id}`)).fault).toBe('610');
});

test('keeps the payment as credit when the invoice is voided', async () => {
  const paid = (await pay(100, 100)).body.Payment;
  const { body } = await realm.call('POST', '/invoice?operation=void', {
    Id: invoice.Id,
    SyncToken: '1',
  });
  expect(body.Invoice).toMatchObject({
    TotalAmt: 0,
    Balance: 0,
    LinkedTxn: [],
    PrivateNote: 'Voided',
  });
  const payment = (await realm.call('GET', `/payment/${paid.Id}`)).body.Payment;
  expect(payment).toMatchObject({ TotalAmt: 100, UnappliedAmt: 100, Line: [], SyncToken: '1' });
});

test('unlinks the payment of a deleted invoice, or refuses when switched on', async () => {
  const paid = (await pay(100, 100)).body.Payment;
  const { realmId } = realm;
  await emulator.control('POST', '/settings', { realmId, deletePaidInvoice: 'refuse' });
  const wish = { Id: invoice.Id, SyncToken: '1' };
  expect((await realm.call('POST', '/invoice?operation=delete', wish)).fault).toBe('800');
  await emulator.control('POST', '/settings', { realmId, deletePaidInvoice: 'unlink' });
  expect((await realm.call('POST', '/invoice?operation=delete', wish)).status).toBe(200);
  expect((await realm.call('GET', `/payment/${paid.Id}`)).body.Payment.UnappliedAmt).toBe(100);
});

test('returns an excess payment as credit when the invoice becomes smaller', async () => {
  const paid = (await pay(100, 100)).body.Payment;
  const change = { Id: invoice.Id, SyncToken: '1', sparse: true, Line: [saleOf(70)] };
  expect((await realm.call('POST', '/invoice', change)).body.Invoice).toMatchObject({
    TotalAmt: 70,
    Balance: 0,
  });
  expect((await realm.call('GET', `/payment/${paid.Id}`)).body.Payment.UnappliedAmt).toBe(30);
});

test("uses the customer's currency in a multi-currency company", async () => {
  const uk = await emulator.openRealm('uk');
  const { body } = await uk.call('POST', '/payment', {
    CustomerRef: { value: '2' },
    TotalAmt: 10,
    TxnDate: '2026-08-31',
    CurrencyRef: { value: 'EUR' },
  });
  expect(body.Payment).toMatchObject({ CurrencyRef: { value: 'EUR' }, ExchangeRate: 0.86 });
});
