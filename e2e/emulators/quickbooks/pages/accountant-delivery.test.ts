import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Invoice } from '../company/entities.ts';
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
  const body = { CustomerRef: { value: '3' }, Line: [saleOf(150)] };
  invoice = (await realm.call('POST', '/invoice', body)).body.Invoice;
});

const reread = async () => (await realm.call('GET', `/invoice/${invoice.Id}`)).body.Invoice;
const readCustomer = async (id: string) =>
  (await realm.call('GET', `/customer/${id}`)).body.Customer;

test('sends the invoice to an address and shows a notice', async () => {
  const to = 'office@oleary.example';
  const sent = await pages.submit('invoice/send', { txnId: invoice.Id, to });
  expect(sent.html).toContain(`Invoice sent to ${to}.`);
  expect(await reread()).toMatchObject({ EmailStatus: 'EmailSent', BillEmail: { Address: to } });
});

test('does not send the invoice without an address', async () => {
  const { html } = await pages.submit('invoice/send', { txnId: invoice.Id, to: '' });
  expect(html).toMatch(/role="alert">Email address is required/);
});

test('marks the invoice as viewed', async () => {
  expect((await pages.submit('invoice/viewed', { txnId: invoice.Id })).html).toContain('Viewed');
  expect((await reread()).EInvoiceStatus).toBe('Viewed');
});

test('marks a sent e-mail as bounced', async () => {
  expect(await pages.open(`invoice?txnId=${invoice.Id}`)).not.toContain('The e-mail came back');
  await pages.submit('invoice/send', { txnId: invoice.Id, to: 'office@oleary.example' });
  const { html } = await pages.submit('invoice/bounced', { txnId: invoice.Id });
  expect(html).toMatch(/Sent [^<]*, Bounced Email/);
  expect((await reread()).DeliveryInfo).toMatchObject({ DeliveryErrorType: 'Bounced Email' });
});

test('edits message and e-mail with the other fields', async () => {
  await pages.submit('invoice/edit', {
    txnId: invoice.Id,
    dueDate: invoice.DueDate,
    memo: '',
    message: 'Thank you',
    email: 'desk@oleary.example',
  });
  expect(await reread()).toMatchObject({
    CustomerMemo: { value: 'Thank you' },
    BillEmail: { Address: 'desk@oleary.example' },
    TotalAmt: invoice.TotalAmt,
    SyncToken: '1',
  });
});

test("changes a customer's name, address, e-mail and tax number", async () => {
  const saved = await pages.submit('customer/edit', {
    nameId: '3',
    name: "O'Leary & Daughters",
    email: 'hello@oleary.example',
    address: '7 Mill Lane\r\nGalway\r\n',
    taxNumber: '98-765',
  });
  expect(saved.html).toContain("<h1>O'Leary &amp; Daughters</h1>");
  const customer = await readCustomer('3');
  expect(customer).toMatchObject({
    DisplayName: "O'Leary & Daughters",
    PrimaryEmailAddr: { Address: 'hello@oleary.example' },
    ResaleNum: '98-765',
    BillAddr: { Line1: '7 Mill Lane', Line2: 'Galway' },
  });
  expect(customer.BillAddr).not.toHaveProperty('City');
});

test('keeps the parts of an unchanged address', async () => {
  const before = await readCustomer('4');
  const shown = await pages.open('customerdetail?nameId=4');
  const address = /<textarea[^>]*>([^<]*)</.exec(shown)?.[1] ?? '';
  await pages.submit('customer/edit', { nameId: '4', name: 'Renamed', address });
  expect((await readCustomer('4')).BillAddr).toEqual(before.BillAddr);
});

test('merges two customers', async () => {
  const merged = await pages.submit('customer/merge', {
    nameId: '3',
    into: 'larkspur dental group',
  });
  expect(merged.html).toContain('Customers merged.');
  expect(merged.html).toContain('<h1>Larkspur Dental Group</h1>');
  expect((await reread()).CustomerRef).toEqual({ value: '4', name: 'Larkspur Dental Group' });
  expect((await realm.call('GET', '/customer/3')).fault).toBe('610');
});

test('refuses to merge into an unknown customer', async () => {
  const refused = await pages.submit('customer/merge', { nameId: '3', into: 'Nobody' });
  expect(refused.html).toMatch(/role="alert">.*no customer Nobody/);
  expect((await readCustomer('3')).Active).toBe(true);
});
