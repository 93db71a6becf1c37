import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CreditMemo } from '../company/credit-memo.ts';
import type { Invoice, Payment } from '../company/entities.ts';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;
let invoice: Invoice;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us', { onlinePayments: true });
  invoice = await bill({});
});

async function bill(more: object): Promise<Invoice> {
  const body = { CustomerRef: { value: '1' }, Line: [saleOf(100)], ...more };
  return (await realm.call('POST', '/invoice', body)).body.Invoice;
}

const control = (path: string, body: object) =>
  emulator.control('POST', `/realms/${realm.realmId}${path}`, body);
const mark = (marks: object, id = invoice.Id) => control(`/transactions/${id}`, marks);
const named = () => ({ Id: invoice.Id, SyncToken: invoice.SyncToken });
const write = (query: string, body: object) => realm.call('POST', `/invoice${query}`, body);
const reread = async () => (await realm.call('GET', `/invoice/${invoice.Id}`)).body.Invoice;

describe('a locked transaction', () => {
  const edit = () => write('', { ...named(), sparse: true, PrivateNote: 'x' });

  test.each<[string, string | undefined, string | undefined, string | undefined]>([
    ['settled', '6450', undefined, undefined],
    ['matched', '6480', '6480', undefined],
    ['deposited', '6540', '6540', '6540'],
  ])('%s: void %s, delete %s, edit %s', async (locked, voided, deleted, edited) => {
    await mark({ locked });
    if (voided) expect((await write('?operation=void', named())).fault).toBe(voided);
    if (edited) expect((await edit()).fault).toBe(edited);
    if (deleted) expect((await write('?operation=delete', named())).fault).toBe(deleted);
    else expect((await write('?operation=delete', named())).status).toBe(200);
  });

  test('can be changed after it was unlocked', async () => {
    await mark({ locked: 'settled' });
    await mark({ locked: null });
    expect((await write('?operation=void', named())).body.Invoice.TotalAmt).toBe(0);
  });

  test('refuses to delete a deposited payment', async () => {
    const { payment } = await control('/payments', { invoiceId: invoice.Id });
    const { Id } = payment as Payment;
    await mark({ locked: 'deposited' }, Id);
    const gone = await realm.call('POST', '/payment?operation=delete', { Id, SyncToken: '0' });
    expect(gone.fault).toBe('6540');
    expect((await reread()).Balance).toBe(0);
  });
});

describe('EInvoiceStatus', () => {
  test('is returned only when set, and does not change the SyncToken', async () => {
    expect(await reread()).not.toHaveProperty('EInvoiceStatus');
    await mark({ eInvoiceStatus: 'Viewed' });
    expect(await reread()).toMatchObject({ EInvoiceStatus: 'Viewed', SyncToken: '0' });
    const edited = await write('', { ...named(), sparse: true, PrivateNote: 'x' });
    expect(edited.body.Invoice).toMatchObject({ EInvoiceStatus: 'Viewed', SyncToken: '1' });
    await mark({ eInvoiceStatus: null });
    expect(await reread()).not.toHaveProperty('EInvoiceStatus');
  });
});

describe('include=invoiceLink', () => {
  const linkOf = async ({ Id }: Invoice, query = '?include=invoiceLink') =>
    (await realm.call('GET', `/invoice/${Id}${query}`)).body.Invoice as Invoice & {
      InvoiceLink?: string;
    };
  const payable = {
    AllowOnlineCreditCardPayment: true,
    BillEmail: { Address: 'accounts@northgate.example' },
  };

  test('returns the payment URL of an invoice that can be paid online, on request', async () => {
    const made = await bill(payable);
    expect((await linkOf(made)).InvoiceLink).toMatch(/^https:\/\//);
    expect(await linkOf(made, '')).not.toHaveProperty('InvoiceLink');
  });

  test.each<[string, object]>([
    ['an address', { AllowOnlineCreditCardPayment: true }],
    [
      'online payments for it',
      { ...payable, AllowOnlineCreditCardPayment: false, AllowOnlineACHPayment: false },
    ],
  ])('returns no URL without %s', async (_what, body) => {
    expect(await linkOf(await bill(body))).not.toHaveProperty('InvoiceLink');
  });

  test('returns no URL in a company without online payments', async () => {
    await emulator.control('POST', '/settings', {
      realmId: realm.realmId,
      preferences: { onlinePayments: false },
    });
    expect(await linkOf(await bill(payable))).not.toHaveProperty('InvoiceLink');
  });
});

test('creates a credit memo and applies it to an invoice if given', async () => {
  const done = await control('/credit-memos', { invoiceId: invoice.Id, amount: 30 });
  expect(done.creditMemo).toMatchObject({ TotalAmt: 30, RemainingCredit: 0 });
  expect(done.payment).toMatchObject({ TotalAmt: 0 });
  const kept = await control('/credit-memos', { customerId: '1', amount: '12.50' });
  expect(kept.creditMemo as CreditMemo).toMatchObject({ RemainingCredit: 12.5 });
});

test('creates 3,000 invoices of one customer in one call', async () => {
  const { invoices } = await control('/invoices', { count: 3000, customerId: '4' });
  expect(invoices).toHaveLength(3000);
  const count = await realm.query("select count(*) from Invoice where CustomerRef = '4'");
  expect(count.body.QueryResponse.totalCount).toBeGreaterThanOrEqual(3000);
  const open = await realm.query(
    "select * from Invoice where CustomerRef = '4' and Balance > '0' maxresults 1000",
  );
  expect(open.body.QueryResponse.maxResults).toBeGreaterThan(100);
});

test('refuses invoices for an unknown customer', async () => {
  await expect(control('/invoices', { count: 3, customerId: '9999' })).rejects.toThrow('2500');
});
