import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CreditMemo } from '../company/credit-memo.ts';
import type { Invoice, Payment } from '../company/entities.ts';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';
import { type Pages, pagesOf } from '../testing/pages.ts';

let emulator: Emulator;
let realm: TestRealm;
let pages: Pages;
let invoice: Invoice;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us');
  pages = pagesOf(emulator, realm);
  const made = await realm.call('POST', '/customer', { DisplayName: 'Alder & Ash' });
  invoice = await bill(made.body.Customer.Id, 150);
});

async function bill(customerId: string, amount: number): Promise<Invoice> {
  const body = { CustomerRef: { value: customerId }, Line: [saleOf(amount)] };
  return (await realm.call('POST', '/invoice', body)).body.Invoice;
}

const reread = async (one = invoice) =>
  (await realm.call('GET', `/invoice/${one.Id}`)).body.Invoice;
const customerId = () => invoice.CustomerRef.value;

async function ledger() {
  const response = await emulator.control('GET', `/realms/${realm.realmId}/contents`);
  const mine = <T extends { CustomerRef: { value: string } }>(all: unknown) =>
    (all as T[]).filter((one) => one.CustomerRef.value === customerId());
  return {
    payments: mine<Payment>(response.payments),
    creditMemos: mine<CreditMemo>(response.creditMemos),
  };
}

async function pay(amount: string): Promise<Payment> {
  const sent = { txnId: invoice.Id, amount, date: '2026-05-02', method: '4' };
  await pages.submit('payment/record', sent);
  const [payment] = (await ledger()).payments;
  if (!payment) throw new Error('no payment');
  return payment;
}

test('shows the payment method', async () => {
  expect((await pay('60')).PaymentMethodRef).toEqual({ value: '4' });
  expect(await pages.open(`invoice?txnId=${invoice.Id}`)).toContain('<td>Bank transfer</td>');
});

test('un-applies a payment and applies it again', async () => {
  const payment = await pay('60');
  const about = { txnId: invoice.Id, paymentId: payment.Id };
  expect(await pages.open(`invoice?txnId=${invoice.Id}`)).toContain('Un-apply payment of 60.00');
  const off = await pages.submit('payment/unapply', about);
  expect(off.html).toContain('Taken off this invoice.');
  expect(off.html).toContain(`<option value="payment-${payment.Id}">`);
  expect(await reread()).toMatchObject({ Balance: 150, LinkedTxn: [] });
  const wish = { txnId: invoice.Id, credit: `payment-${payment.Id}`, amount: '' };
  expect((await pages.submit('creditmemo/apply', wish)).html).toContain('Credit applied.');
  expect((await reread()).Balance).toBe(90);
});

test('applies a payment to other invoices on its own page', async () => {
  const payment = await pay('100');
  const other = await bill(customerId(), 80);
  const html = await pages.open(`recvpayment?txnId=${payment.Id}`);
  expect(html).toContain(`<label>Applied to invoice ${other.DocNumber} (open 80.00)`);
  const saved = await pages.submit('payment/apply', {
    paymentId: payment.Id,
    [`apply-${invoice.Id}`]: '30',
    [`apply-${other.Id}`]: '70.00',
  });
  expect(saved).toMatchObject({ path: '/app/recvpayment' });
  expect([(await reread()).Balance, (await reread(other)).Balance]).toEqual([120, 10]);
});

test('refuses to apply more than the payment', async () => {
  const payment = await pay('100');
  const refused = await pages.submit('payment/apply', {
    paymentId: payment.Id,
    [`apply-${invoice.Id}`]: '101',
  });
  expect(refused.html).toMatch(/role="alert">.*more than the payment/);
  expect((await reread()).Balance).toBe(50);
});

test('voids a payment', async () => {
  const { Id } = await pay('150');
  const voided = await pages.submit('payment/void', { paymentId: Id });
  expect(voided.html).toContain('Payment voided.');
  expect(await reread()).toMatchObject({ Balance: 150, LinkedTxn: [] });
});

test('creates a credit memo for an invoice, applies it, and shows its page', async () => {
  const given = await pages.submit('creditmemo/record', {
    txnId: invoice.Id,
    amount: '40',
    note: 'damaged in transit',
    apply: 'yes',
  });
  expect(given.html).toContain('Partially paid');
  expect((await reread()).Balance).toBe(110);
  const [memo] = (await ledger()).creditMemos;
  expect(given.html).toContain(`Credit memo ${memo?.DocNumber}</a>`);
  const html = await pages.open(`creditmemo?txnId=${memo?.Id}`);
  expect(html).toContain('damaged in transit');
  expect(html).toContain(`Invoice ${invoice.DocNumber}</a>`);
});

test('returns the credit to the memo when it is un-applied', async () => {
  const sent = { txnId: invoice.Id, amount: '40', apply: 'yes' };
  const { html } = await pages.submit('creditmemo/record', sent);
  expect(html).toContain('Un-apply credit of 40.00');
  const [payment] = (await ledger()).payments;
  await pages.submit('payment/unapply', { txnId: invoice.Id, paymentId: payment?.Id ?? '' });
  expect((await ledger()).creditMemos).toMatchObject([{ RemainingCredit: 40 }]);
  expect((await reread()).Balance).toBe(150);
});

test("stores a customer's credit and applies a part later", async () => {
  const kept = await pages.submit('creditmemo/record', { nameId: customerId(), amount: '60' });
  expect(kept).toMatchObject({ path: '/app/customerdetail' });
  const [memo] = (await ledger()).creditMemos;
  const wish = { txnId: invoice.Id, credit: `memo-${memo?.Id}`, amount: '25' };
  await pages.submit('creditmemo/apply', wish);
  expect((await reread()).Balance).toBe(125);
  expect((await ledger()).creditMemos).toMatchObject([{ RemainingCredit: 35 }]);
});

test('deletes a credit memo and reopens the paid amount', async () => {
  await pages.submit('creditmemo/record', { txnId: invoice.Id, amount: '40', apply: 'yes' });
  const [memo] = (await ledger()).creditMemos;
  const gone = await pages.submit('creditmemo/delete', { memoId: memo?.Id ?? '' });
  expect(gone.html).toContain('Credit memo deleted.');
  expect((await reread()).Balance).toBe(150);
});
