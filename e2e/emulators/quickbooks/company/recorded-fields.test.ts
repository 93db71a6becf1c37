import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let us: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  us = await emulator.openRealm('us', { onlinePayments: true });
});
afterAll(() => emulator.close());

const sale = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };
const mailed = { ...sale, BillEmail: { Address: 'office@northgate.example' } };

async function make(realm: TestRealm, body: object = sale) {
  return (await realm.call('POST', '/invoice', body)).body.Invoice;
}

describe('fields recorded on invoices', () => {
  test('names the last editor on transactions only', async () => {
    const { MetaData } = await make(us);
    expect(MetaData.LastModifiedByRef?.value).toMatch(/^\d{16}$/);
    const { Customer } = (await us.call('POST', '/customer', { DisplayName: 'Nobody' })).body;
    expect(Customer.MetaData).not.toHaveProperty('LastModifiedByRef');
  });

  test("adds empty extensions and the item's account to sales lines", async () => {
    const { Line } = await make(us);
    expect(Line[0]).toMatchObject({
      CustomExtensions: [],
      SalesItemLineDetail: { ItemAccountRef: { value: '1', name: 'Services' } },
    });
    expect(Line[1]?.DetailType).toBe('SubTotalLineDetail');
    expect(Line[1]).not.toHaveProperty('CustomExtensions');
  });

  test('returns an empty list without custom fields', async () => {
    const realm = await emulator.openRealm('us', { customFields: false });
    expect((await make(realm)).CustomField).toEqual([]);
    const sent = { ...sale, CustomField: [{ DefinitionId: '1', StringValue: 'PO-9' }] };
    expect((await realm.call('POST', '/invoice', sent)).fault).toBe('3000');
  });

  test('adds coordinates to addresses, INVALID without city and postal code', async () => {
    const { BillAddr, ShipAddr, FreeFormAddress } = await make(us);
    expect(BillAddr?.Lat).toMatch(/^\d+\.\d{7}$/);
    expect(BillAddr?.Long).toMatch(/^-\d+\.\d{7}$/);
    expect(FreeFormAddress).toBe(false);
    expect(ShipAddr?.Lat).toBe(BillAddr?.Lat);
    const lines = await make(us, { ...sale, ShipAddr: { Line1: 'Attic', Line2: 'Salem' } });
    expect(lines.ShipAddr).toMatchObject({ Lat: 'INVALID', Long: 'INVALID' });
    expect(lines.FreeFormAddress).toBe(true);
    const { Customer } = (await us.call('GET', '/customer/1')).body;
    expect(Customer.BillAddr).not.toHaveProperty('Lat');
  });

  test('keeps the Id of an address sent back, with or without coordinates', async () => {
    const made = await make(us, { ...sale, ShipAddr: { Line1: 'Attic', City: 'Salem' } });
    const { Id, SyncToken, ShipAddr } = made;
    const change = { Id, SyncToken, sparse: true, PrivateNote: 'same place', ShipAddr };
    expect((await make(us, change)).ShipAddr).toEqual(ShipAddr);
    const plain = { Line1: 'Attic', City: 'Salem' };
    const again = { ...change, SyncToken: '1', PrivateNote: 'again', ShipAddr: plain };
    expect((await make(us, again)).ShipAddr).toEqual(ShipAddr);
  });

  test("adds the seller's address in the US", async () => {
    expect((await make(us)).ShipFromAddr).toEqual({
      Id: '1',
      Line1: '12 Harbour Row',
      Line2: 'Oakland, CA 94607',
    });
    const uk = await emulator.openRealm('uk');
    const taxed = { GlobalTaxCalculation: 'TaxExcluded', Line: [saleOf(1, { code: '2' })] };
    expect(await make(uk, { ...sale, ...taxed })).not.toHaveProperty('ShipFromAddr');
  });

  test('allows online payment on new invoices, and clears it in a full update without it', async () => {
    const made = await make(us);
    const payable = { AllowOnlineCreditCardPayment: true, AllowOnlineACHPayment: true };
    expect(made).toMatchObject(payable);
    const { Id, SyncToken } = made;
    const noted = { Id, SyncToken, sparse: true, PrivateNote: 'still' };
    expect(await make(us, noted)).toMatchObject(payable);
    const full = { ...sale, Id, SyncToken: '1' };
    expect(await make(us, full)).toMatchObject({ AllowOnlineACHPayment: false });
  });
});

describe('InvoiceLink', () => {
  test.each([
    ['on_request', '?include=invoiceLink'],
    ['always', ''],
  ])('returns it in single reads and writes, not in queries: %s', async (invoiceLink, ask) => {
    const { realmId } = us;
    await emulator.control('POST', '/settings', { realmId, invoiceLink });
    const made = await us.call('POST', `/invoice${ask}`, mailed);
    expect(made.body.Invoice).toHaveProperty('InvoiceLink');
    const { Id, SyncToken } = made.body.Invoice;
    const read = await us.call('GET', `/invoice/${Id}${ask}`);
    expect(read.body.Invoice).toHaveProperty('InvoiceLink');
    const change = { Id, SyncToken, sparse: true, PrivateNote: 'x' };
    const updated = await us.call('POST', `/invoice${ask}`, change);
    expect(updated.body.Invoice).toHaveProperty('InvoiceLink');
    const { QueryResponse } = (await us.query(`select * from Invoice where Id = '${Id}'`)).body;
    expect(QueryResponse.Invoice?.[0]).not.toHaveProperty('InvoiceLink');
    const plain = await us.call('GET', `/invoice/${Id}`);
    expect('InvoiceLink' in plain.body.Invoice).toBe(invoiceLink === 'always');
  });
});

test('sets the default tax code with automated sales tax, else the sent one', async () => {
  const made = async (realm: TestRealm, more: object = {}) =>
    (await realm.call('POST', '/customer', { DisplayName: `New ${Math.random()}`, ...more })).body
      .Customer.DefaultTaxCodeRef;
  expect(await made(us)).toEqual({ value: '2' });
  expect(await made(us, { DefaultTaxCodeRef: { value: '3' } })).toEqual({ value: '3' });
  expect(await made(await emulator.openRealm('customNumbers'))).toBeUndefined();
});

describe('sending', () => {
  test('returns intuit_tid and service-time', async () => {
    const { Id } = await make(us, mailed);
    const sent = await us.call('POST', `/invoice/${Id}/send`);
    expect(sent.headers.get('intuit_tid')).toMatch(/^1-/);
    expect(sent.headers.get('service-time')).toMatch(/^\d+$/);
  });

  test.each([
    [true, 'Sent'],
    [false, undefined],
  ])(
    'sets EInvoiceStatus also in queries and after payment: %s',
    async (sendSetsEInvoiceStatus, status) => {
      const { realmId } = us;
      await emulator.control('POST', '/settings', { realmId, sendSetsEInvoiceStatus });
      const { Id } = await make(us, mailed);
      await us.call('POST', `/invoice/${Id}/send`);
      await emulator.control('POST', `/realms/${realmId}/payments`, { invoiceId: Id });
      const { QueryResponse } = (await us.query(`select * from Invoice where Id = '${Id}'`)).body;
      expect(QueryResponse.Invoice?.[0]).toMatchObject({ Balance: 0, EmailStatus: 'EmailSent' });
      expect(QueryResponse.Invoice?.[0]?.EInvoiceStatus).toBe(status);
    },
  );
});
