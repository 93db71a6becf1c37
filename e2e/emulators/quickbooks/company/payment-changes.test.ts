import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';
import type { Invoice, Payment } from './entities.ts';

let emulator: Emulator;
let realm: TestRealm;
let customer: { value: string };
let first: Invoice;
let second: Invoice;

beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('us');
});
afterAll(() => emulator.close());
beforeEach(async () => {
  const made = await realm.call('POST', '/customer', { DisplayName: `Payer ${Math.random()}` });
  customer = { value: made.body.Customer.Id };
  first = await bill(100);
  second = await bill(50);
});

async function bill(amount: number): Promise<Invoice> {
  const body = { CustomerRef: customer, Line: [saleOf(amount)] };
  return (await realm.call('POST', '/invoice', body)).body.Invoice;
}

const on = (invoice: Invoice, Amount: number) => ({
  Amount,
  LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }],
});

async function pay(TotalAmt: number, ...Line: object[]): Promise<Payment> {
  const body = { CustomerRef: customer, TotalAmt, PaymentRefNum: 'P-1', Line };
  return (await realm.call('POST', '/payment', body)).body.Payment;
}

function change(payment: Payment, changes: object) {
  const { Id, SyncToken, TotalAmt } = payment;
  return realm.call('POST', '/payment', {
    Id,
    SyncToken,
    sparse: true,
    CustomerRef: customer,
    TotalAmt,
    ...changes,
  });
}

async function figures(invoice: Invoice) {
  const { Balance, SyncToken } = (await realm.call('GET', `/invoice/${invoice.Id}`)).body.Invoice;
  return [Balance, SyncToken];
}

test('pays two invoices and increments each SyncToken once', async () => {
  const payment = await pay(150, on(first, 100), on(second, 50));
  expect(payment).toMatchObject({ UnappliedAmt: 0, SyncToken: '0' });
  expect(await figures(first)).toEqual([0, '1']);
  expect(await figures(second)).toEqual([0, '1']);
});

test('increments the SyncToken of both invoices and the payment when it moves', async () => {
  const payment = await pay(40, on(first, 40));
  const moved = (await change(payment, { Line: [on(second, 40)] })).body.Payment;
  expect(moved).toMatchObject({ UnappliedAmt: 0, SyncToken: '1', PaymentRefNum: 'P-1' });
  expect(await figures(first)).toEqual([100, '2']);
  expect(await figures(second)).toEqual([10, '1']);
});

test('keeps the SyncToken of an invoice whose part is unchanged', async () => {
  const payment = await pay(60, on(first, 40));
  await change(payment, { Line: [on(first, 40), on(second, 20)] });
  expect(await figures(first)).toEqual([60, '1']);
  expect(await figures(second)).toEqual([30, '1']);
});

test('unlinks the payment from all invoices for an empty list of lines', async () => {
  const payment = await pay(100, on(first, 100));
  const free = (await change(payment, { Line: [] })).body.Payment;
  expect(free).toMatchObject({ UnappliedAmt: 100, Line: [] });
  expect(await figures(first)).toEqual([100, '2']);
  const again = (await change(free, { Line: [on(first, 70)] })).body.Payment;
  expect(again).toMatchObject({ UnappliedAmt: 30, SyncToken: '2' });
  expect(await figures(first)).toEqual([30, '3']);
});

test('keeps an amount above the open balance as credit', async () => {
  const payment = await pay(100, on(first, 100));
  const more = (await change(payment, { TotalAmt: 130 })).body.Payment;
  expect(more).toMatchObject({ TotalAmt: 130, UnappliedAmt: 30 });
  expect(await figures(first)).toEqual([0, '1']);
});

test('keeps the SyncToken when nothing changes', async () => {
  const payment = await pay(100, on(first, 100));
  expect((await change(payment, {})).body.Payment.SyncToken).toBe('0');
  expect((await change(payment, { Line: [on(first, 100)] })).body.Payment.SyncToken).toBe('0');
});

test.each<[string, object, string]>([
  ['more than the payment', { TotalAmt: 30 }, '6000'],
  ['more than the open balance', { TotalAmt: 200, Line: [{ Amount: 101 }] }, '6000'],
  ['another customer', { CustomerRef: { value: '1' } }, '6000'],
  ['an old SyncToken', { SyncToken: '7' }, '5010'],
  ['an unknown payment method', { PaymentMethodRef: { value: '99' } }, '2500'],
])('refuses %s and changes nothing', async (_what, changes, code) => {
  const payment = await pay(100, on(first, 100));
  const Line = 'Line' in changes ? [on(first, 101)] : payment.Line;
  expect((await change(payment, { ...changes, Line })).fault).toBe(code);
  expect(await figures(first)).toEqual([0, '1']);
});

describe('a sparse update without total and customer', () => {
  const sparse = async () => {
    const { Id, SyncToken } = await pay(100, on(first, 100));
    return realm.call('POST', '/payment', { Id, SyncToken, sparse: true, PrivateNote: 'late' });
  };

  test('refuses it by default, as observed', async () => {
    expect(await sparse()).toMatchObject({
      fault: '2020',
      detail: expect.stringMatching(/TotalAmt/),
    });
  });

  test('accepts it when switched on, as documented', async () => {
    const { realmId } = realm;
    await emulator.control('POST', '/settings', { realmId, sparsePayment: 'accept' });
    expect((await sparse()).body.Payment).toMatchObject({ PrivateNote: 'late', TotalAmt: 100 });
    await emulator.control('POST', '/settings', { realmId, sparsePayment: 'refuse' });
  });
});

test('sets a voided payment to zero and reopens its invoices', async () => {
  const { Id } = await pay(100, on(first, 100));
  const voided = await realm.call('POST', '/payment?operation=update&include=void', {
    Id,
    SyncToken: '0',
    sparse: true,
  });
  expect(voided.body.Payment).toMatchObject({
    TotalAmt: 0,
    UnappliedAmt: 0,
    Line: [],
    PrivateNote: 'Voided',
    SyncToken: '1',
  });
  expect(await figures(first)).toEqual([100, '2']);
});

test('lets a customer pay for its sub-customer', async () => {
  const part = await realm.call('POST', '/customer', {
    DisplayName: `Wing ${Math.random()}`,
    Job: true,
    ParentRef: customer,
  });
  const body = { CustomerRef: { value: part.body.Customer.Id }, Line: [saleOf(20)] };
  const { Invoice } = (await realm.call('POST', '/invoice', body)).body;
  await pay(20, on(Invoice, 20));
  expect(await figures(Invoice)).toEqual([0, '1']);
});

test('references its payment method by Id, and lists the methods', async () => {
  const body = { CustomerRef: customer, TotalAmt: 5, PaymentMethodRef: { value: '2' } };
  const { Payment } = (await realm.call('POST', '/payment', body)).body;
  expect(Payment.PaymentMethodRef).toEqual({ value: '2' });
  const methods = (await realm.query('select * from PaymentMethod')).body.QueryResponse;
  expect(methods.PaymentMethod?.map(({ Id, Name }) => [Id, Name])).toContainEqual(['2', 'Check']);
});
