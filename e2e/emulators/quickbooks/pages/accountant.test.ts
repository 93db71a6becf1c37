import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Invoice } from '../company/entities.ts';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;
let invoice: Invoice;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us');
  const lines = [saleOf(100, { Qty: 4, UnitPrice: 25 }), saleOf(50)];
  const made = await realm.call('POST', '/invoice', { CustomerRef: { value: '3' }, Line: lines });
  invoice = made.body.Invoice;
});

async function open(path: string) {
  const page = await fetch(`${emulator.url}/app/${path}&companyId=${realm.realmId}`);
  expect(page.headers.get('content-type')).toContain('text/html');
  return page.text();
}

/** Posts a form and returns the page it redirects to. */
async function submit(action: string, fields: Record<string, string>) {
  const form = new URLSearchParams({ companyId: realm.realmId, ...fields });
  const landed = await fetch(`${emulator.url}/app/${action}`, { method: 'POST', body: form });
  return { path: new URL(landed.url).pathname, html: await landed.text() };
}

async function reread() {
  return (await realm.call('GET', `/invoice/${invoice.Id}`)).body.Invoice;
}

test('shows the invoice at the URL of "Open in QuickBooks"', async () => {
  const html = await open(`invoice?txnId=${invoice.Id}`);
  expect(html).toContain(`<h1>Invoice ${invoice.DocNumber}</h1>`);
  expect(html).toContain("O'Leary &amp; Sons");
  expect(html).toContain('150.00');
});

test('shows a page at the root URL', async () => {
  const page = await fetch(emulator.url);
  expect(page.status).toBe(200);
  expect(new URL(page.url).pathname).toBe('/app/invoices');
  expect(await page.text()).toContain('<h1>Invoices</h1>');
});

test("shows an empty form for another company's invoice, as QuickBooks does", async () => {
  expect(await open('invoice?txnId=987654')).toContain('is it in another company?');
});

test('labels every field and names every button', async () => {
  const html = await open(`invoice?txnId=${invoice.Id}`);
  for (const label of [
    'Amount received',
    'Payment date',
    'Reference no.',
    'Due date',
    'Memo',
    'Amount of line 1',
  ])
    expect(html).toContain(`<label>${label} <input`);
  for (const name of ['Record payment', 'Save changes', 'Void invoice', 'Delete invoice'])
    expect(html).toContain(`>${name}</button>`);
});

test('records and removes a part payment', async () => {
  const paid = await submit('payment/record', {
    txnId: invoice.Id,
    amount: '60',
    date: '2026-05-02',
    reference: 'BACS 7',
  });
  expect(paid.html).toContain('Payment recorded.');
  expect(paid.html).toContain('Partially paid');
  expect(await reread()).toMatchObject({ Balance: 90, SyncToken: '1' });
  const paymentId = (await reread()).LinkedTxn[0]?.TxnId ?? '';
  expect(await open(`recvpayment?txnId=${paymentId}`)).toContain('BACS 7');
  const removed = await submit('payment/remove', { txnId: invoice.Id, paymentId });
  expect(removed.html).toContain('Payment removed.');
  expect(await reread()).toMatchObject({ Balance: 150, SyncToken: '2' });
});

test("keeps an overpayment as the customer's credit", async () => {
  await submit('payment/record', {
    txnId: invoice.Id,
    amount: '200.00',
    date: '2026-05-02',
    reference: '',
  });
  expect((await reread()).Balance).toBe(0);
  expect(await open('customerdetail?nameId=3')).toContain('<td class="amount">50.00</td>');
});

test('edits due date, memo and a line amount', async () => {
  const saved = await submit('invoice/edit', {
    txnId: invoice.Id,
    dueDate: '2027-01-31',
    memo: 'agreed by phone',
    'line-1': '90',
    'line-2': '50.00',
  });
  expect(saved.html).toContain('Invoice saved.');
  const now = await reread();
  expect(now).toMatchObject({
    DueDate: '2027-01-31',
    PrivateNote: 'agreed by phone',
    TotalAmt: 140,
    SyncToken: '1',
  });
  expect(now.Line[0]?.SalesItemLineDetail).toMatchObject({ Qty: 4, UnitPrice: 22.5 });
});

test('sets a price with seven decimals for an amount that does not divide evenly', async () => {
  const lines = [saleOf(30, { Qty: 3, UnitPrice: 10 })];
  const made = await realm.call('POST', '/invoice', { CustomerRef: { value: '1' }, Line: lines });
  await submit('invoice/edit', {
    txnId: made.body.Invoice.Id,
    dueDate: '2027-01-31',
    memo: '',
    'line-1': '10.00',
  });
  const { Line, TotalAmt } = (await realm.call('GET', `/invoice/${made.body.Invoice.Id}`)).body
    .Invoice;
  expect([
    TotalAmt,
    Line[0]?.SalesItemLineDetail?.Qty,
    Line[0]?.SalesItemLineDetail?.UnitPrice,
  ]).toEqual([10, 3, 3.3333333]);
});

test('voids and deletes an invoice', async () => {
  const voided = await submit('invoice/void', { txnId: invoice.Id });
  expect(voided.html).toContain('Invoice voided.');
  expect(voided.html).not.toContain('Record payment');
  expect((await reread()).PrivateNote).toBe('Voided');
  const deleted = await submit('invoice/delete', { txnId: invoice.Id });
  expect(deleted.path).toBe('/app/invoices');
  expect((await realm.call('GET', `/invoice/${invoice.Id}`)).fault).toBe('610');
});

test('deactivates and reactivates a customer', async () => {
  expect((await submit('customer/active', { nameId: '3', active: 'false' })).html).toContain(
    'Inactive',
  );
  expect((await realm.call('GET', '/customer/3')).body.Customer.Active).toBe(false);
  expect((await submit('customer/active', { nameId: '3', active: 'true' })).html).toContain(
    '>Active<',
  );
});

test('shows a fault on the page and changes nothing', async () => {
  await emulator.control('POST', '/settings', {
    realmId: realm.realmId,
    preferences: { bookCloseDate: '2099-01-01' },
  });
  const refused = await submit('invoice/void', { txnId: invoice.Id });
  expect(refused.html).toMatch(/role="alert">Account Period Closed/);
  expect(await reread()).toEqual(invoice);
});

test('signs the browser in to the company selected at consent', async () => {
  const chosen = await fetch(`${emulator.url}/app/company`, {
    method: 'POST',
    body: new URLSearchParams({ companyId: realm.realmId }),
    redirect: 'manual',
  });
  const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await fetch(`${emulator.url}/app/invoice?txnId=${invoice.Id}`, {
    headers: { cookie },
  });
  expect(await page.text()).toContain(`<h1>Invoice ${invoice.DocNumber}</h1>`);
});
