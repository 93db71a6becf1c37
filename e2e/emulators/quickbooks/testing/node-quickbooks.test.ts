import { promisify } from 'node:util';
import QuickBooks from 'node-quickbooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Customer, Invoice, Item, Payment } from '../company/entities.ts';
import type { Term } from '../company/list-entities.ts';
import { type Answer, type Emulator, startForTest, type TestRealm } from './open-realm.ts';

// Runs the published client, unmodified, against the emulator.
let emulator: Emulator;
let realm: TestRealm;
let qbo: QuickBooks;

beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('us');
  qbo = new QuickBooks(
    'demo-intuit-client',
    'demo-intuit-secret-of-more-than-32-characters',
    realm.accessToken,
    false,
    realm.realmId,
    true,
    false,
    '75',
    '2.0',
    realm.refreshToken,
  );
  qbo.endpoint = `${emulator.url}/v3/company/`;
});
afterAll(() => emulator.close());

/** Calls a client method and resolves with the result of its callback. */
function call<T>(method: string, ...args: unknown[]): Promise<T> {
  return callOf(qbo, method, args);
}

function callOf<T>(client: QuickBooks, method: string, args: unknown[]): Promise<T> {
  return promisify((done: (error: unknown, value: T) => void) =>
    Reflect.apply(Reflect.get(client, method), client, [...args, done]),
  )();
}

const line = {
  DetailType: 'SalesItemLineDetail',
  Amount: 640,
  SalesItemLineDetail: { ItemRef: { value: '3' }, Qty: 1, UnitPrice: 640 },
};

test('creates, reads, finds, changes, prints, voids and deletes an invoice', async () => {
  const created = await call<Invoice>('createInvoice', {
    CustomerRef: { value: '1' },
    Line: [line],
    requestId: 'nq-1',
  });
  expect(created).toMatchObject({ SyncToken: '0', TotalAmt: expect.any(Number), domain: 'QBO' });
  const again = await call<Invoice>('createInvoice', {
    CustomerRef: { value: '1' },
    Line: [line],
    requestId: 'nq-1',
  });
  expect(again.Id).toBe(created.Id);

  expect((await call<Invoice>('getInvoice', created.Id)).DocNumber).toBe(created.DocNumber);
  const found = await call<Answer>('findInvoices', [
    { field: 'DocNumber', value: created.DocNumber },
  ]);
  expect(found.QueryResponse.Invoice).toHaveLength(1);

  const updated = await call<Invoice>('updateInvoice', {
    Id: created.Id,
    SyncToken: '0',
    PrivateNote: 'Deal 101',
  });
  expect(updated).toMatchObject({
    SyncToken: '1',
    PrivateNote: 'Deal 101',
    TotalAmt: created.TotalAmt,
  });

  const pdf: Buffer = await call<Buffer>('getInvoicePdf', created.Id);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

  const voided = await call<Answer>('voidInvoice', { Id: created.Id, SyncToken: '1' });
  expect(voided.Invoice).toMatchObject({
    TotalAmt: 0,
    Balance: 0,
    SyncToken: '2',
    PrivateNote: 'Voided - Deal 101',
  });
  const deleted = await call<Answer>('deleteInvoice', { Id: created.Id, SyncToken: '2' });
  expect(deleted.Invoice).toEqual({ status: 'Deleted', domain: 'QBO', Id: created.Id });
  await expect(call<Invoice>('getInvoice', created.Id)).rejects.toMatchObject({
    response: { status: 400 },
  });
});

test('voids by id alone, which posts the read invoice back', async () => {
  const created = await call<Invoice>('createInvoice', {
    CustomerRef: { value: '1' },
    Line: [line],
  });
  const voided = await call<Answer>('voidInvoice', created.Id);
  expect(voided.Invoice.TotalAmt).toBe(0);
});

test('creates, changes and finds a customer whose name has an apostrophe', async () => {
  const made = await call<Customer>('createCustomer', { DisplayName: "Ferry's & Daughters" });
  const renamed = await call<Customer>('updateCustomer', {
    Id: made.Id,
    SyncToken: '0',
    CompanyName: 'Ferry',
  });
  expect(renamed).toMatchObject({
    DisplayName: "Ferry's & Daughters",
    CompanyName: 'Ferry',
    SyncToken: '1',
  });
  const found = await call<Answer>('findCustomers', [
    { field: 'DisplayName', value: "ferry's%", operator: 'LIKE' },
  ]);
  expect(found.QueryResponse.Customer?.[0]?.Id).toBe(made.Id);
  expect((await call<Answer>('findCustomers', { DisplayName: 'Nobody' })).QueryResponse).toEqual(
    {},
  );
  expect(
    (await call<Answer>('findCustomers', { count: true })).QueryResponse.totalCount,
  ).toBeGreaterThan(10);
});

test('reads preferences, company, terms, tax codes, items, payments and their lists', async () => {
  expect(await call('getPreferences')).toMatchObject({ TaxPrefs: { PartnerTaxEnabled: true } });
  expect(await call('getCompanyInfo', realm.realmId)).toMatchObject({ Country: 'US' });
  expect((await call<Term>('getTerm', '3')).DueDays).toBe(30);
  expect((await call<Item>('getItem', '3')).Name).toBe('Oak desk 160');
  const codes = await call<Answer>('findTaxCodes');
  expect(codes.QueryResponse.TaxCode?.map((code) => code.Id)).toContain('NON');
  expect(await call('findTaxRates')).toMatchObject({ QueryResponse: { maxResults: 6 } });
  const paid = await call<Payment>('createPayment', { CustomerRef: { value: '1' }, TotalAmt: 25 });
  expect(await call<Payment>('getPayment', paid.Id)).toMatchObject({
    TotalAmt: 25,
    UnappliedAmt: 25,
  });
  const mine = await call<Answer>('findPayments', { CustomerRef: '1' });
  expect(mine.QueryResponse.Payment?.map((payment) => payment.Id)).toContain(paid.Id);
});

test('reads an exchange rate of a multi-currency company', async () => {
  const uk = await emulator.openRealm('uk');
  const client = new QuickBooks(
    '',
    '',
    uk.accessToken,
    false,
    uk.realmId,
    true,
    false,
    '75',
    '2.0',
  );
  client.endpoint = `${emulator.url}/v3/company/`;
  const rate = await callOf<Answer>(client, 'getExchangeRate', [
    { sourcecurrencycode: 'EUR', asofdate: '2026-08-31' },
  ]);
  expect(rate.ExchangeRate).toMatchObject({
    SourceCurrencyCode: 'EUR',
    TargetCurrencyCode: 'GBP',
    Rate: 0.86,
  });
});

test('refreshes and revokes tokens', async () => {
  QuickBooks.TOKEN_URL = `${emulator.url}/oauth2/v1/tokens/bearer`;
  QuickBooks.REVOKE_URL = `${emulator.url}/v2/oauth2/tokens/revoke`;
  const refreshed = await call<{ expires_in: number }>('refreshAccessToken');
  expect(refreshed.expires_in).toBe(3600);
  expect(await call('getPreferences')).toMatchObject({ domain: 'QBO' });
  await call('revokeAccess', true);
});
