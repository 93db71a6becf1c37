import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandIn, startForTest, type TestBooks } from '../testing/open-books.ts';

let standIn: StandIn;
let us: TestBooks;
let uk: TestBooks;

beforeAll(async () => {
  standIn = await startForTest();
  us = await standIn.openBooks('us');
  uk = await standIn.openBooks('uk');
});
afterAll(() => standIn.close());

test.each([
  ['a customer, whatever the case', 'NORTHGATE library trust'],
  ['a vendor', 'Timberline Supply'],
  ['an employee', 'Workshop Lead'],
])('a name that belongs to %s is refused', async (_who, DisplayName) => {
  const refused = await us.call('POST', '/customer', { DisplayName });
  expect(refused).toMatchObject({ status: 400, fault: '6240' });
  expect(refused.detail).toContain('customer, vendor or employee');
});

test.each<[string, object, string]>([
  ['without any name', { CompanyName: 'Only a company' }, '6080'],
  ['with a colon in the name', { DisplayName: 'A:B' }, '2040'],
  ['with a tab in the name', { DisplayName: 'A\tB' }, '2040'],
  ['with a name of 501 characters', { DisplayName: 'x'.repeat(501) }, '2050'],
  [
    'with a company name of 101 characters',
    { DisplayName: 'A', CompanyName: 'x'.repeat(101) },
    '2050',
  ],
  [
    'with a resale number of 17 characters',
    { DisplayName: 'A', ResaleNum: 'x'.repeat(17) },
    '2050',
  ],
  ['with a wrong e-mail', { DisplayName: 'A', PrimaryEmailAddr: { Address: 'x' } }, '2210'],
  ['with an unknown property', { DisplayName: 'A', TaxId: '1' }, '2010'],
  [
    'in a foreign currency without multi-currency',
    { DisplayName: 'A', CurrencyRef: { value: 'EUR' } },
    '6000',
  ],
  ['with an unknown term', { DisplayName: 'A', SalesTermRef: { value: '99' } }, '2500'],
])('a customer %s is refused', async (_name, body, code) => {
  expect(await us.call('POST', '/customer', body)).toMatchObject({ status: 400, fault: code });
});

test('a name is made of its parts when there is no display name', async () => {
  const { body } = await us.call('POST', '/customer', {
    GivenName: 'Garden',
    FamilyName: 'Studio',
  });
  expect(body.Customer).toMatchObject({
    DisplayName: 'Garden Studio',
    FullyQualifiedName: 'Garden Studio',
    Active: true,
    Balance: 0,
  });
});

test('made inactive, it leaves queries and gives its name free; made active again, it takes it back', async () => {
  const made = (await us.call('POST', '/customer', { DisplayName: 'Seasonal Stand' })).body
    .Customer;
  const off = await us.call('POST', '/customer', {
    Id: made.Id,
    SyncToken: '0',
    sparse: true,
    Active: false,
  });
  expect(off.body.Customer).toMatchObject({
    Active: false,
    DisplayName: 'Seasonal Stand (deleted)',
  });
  const byId = `select * from Customer where Id = '${made.Id}'`;
  expect((await us.query(byId)).body.QueryResponse).toEqual({});
  expect(
    (await us.query(`${byId} and Active in (true, false)`)).body.QueryResponse.maxResults,
  ).toBe(1);
  const on = await us.call('POST', '/customer', {
    Id: made.Id,
    SyncToken: '1',
    sparse: true,
    Active: true,
  });
  expect(on.body.Customer).toMatchObject({
    Active: true,
    DisplayName: 'Seasonal Stand',
    SyncToken: '2',
  });
});

test('a customer in another currency, which stays for ever', async () => {
  const made = (
    await uk.call('POST', '/customer', {
      DisplayName: 'Lyon Ateliers',
      CurrencyRef: { value: 'EUR' },
    })
  ).body.Customer;
  expect(made.CurrencyRef).toEqual({ value: 'EUR', name: 'Euro' });
  const changed = await uk.call('POST', '/customer', {
    Id: made.Id,
    SyncToken: '0',
    sparse: true,
    CurrencyRef: { value: 'USD' },
  });
  expect(changed.fault).toBe('6000');
  const home = (await uk.call('POST', '/customer', { DisplayName: 'Leeds Ateliers' })).body
    .Customer;
  expect(home.CurrencyRef?.value).toBe('GBP');
});

test('tax identifiers are read back masked', async () => {
  const made = await uk.call('POST', '/customer', {
    DisplayName: 'Masked',
    PrimaryTaxIdentifier: 'GB123456789',
  });
  expect(made.body.Customer.PrimaryTaxIdentifier).toBe('XXXXXX56789');
  const found = await uk.query("select * from Customer where DisplayName = 'Masked'");
  expect(found.body.QueryResponse.Customer?.[0]?.PrimaryTaxIdentifier).toBe('XXXXXX56789');
});

test('a sub-customer is named after its parent', async () => {
  const { body } = await us.call('POST', '/customer', {
    DisplayName: 'North wing',
    Job: true,
    ParentRef: { value: '1' },
  });
  expect(body.Customer.FullyQualifiedName).toBe('Northgate Library Trust:North wing');
});

test.each<[string, object, string]>([
  ['without a name', { Type: 'Service', IncomeAccountRef: { value: '1' } }, '2020'],
  ['without a type', { Name: 'X', IncomeAccountRef: { value: '1' } }, '2020'],
  ['without an income account', { Name: 'X', Type: 'Service' }, '2020'],
  [
    'with an unknown account',
    { Name: 'X', Type: 'Service', IncomeAccountRef: { value: '999' } },
    '2500',
  ],
  [
    'with a used name',
    { Name: 'oak desk 160', Type: 'Service', IncomeAccountRef: { value: '1' } },
    '6240',
  ],
  [
    'with a colon in its name',
    { Name: 'A:B', Type: 'Service', IncomeAccountRef: { value: '1' } },
    '2040',
  ],
])('an item %s is refused', async (_name, body, code) => {
  expect(await us.call('POST', '/item', body)).toMatchObject({ status: 400, fault: code });
});

test('an item is made and renamed', async () => {
  const made = (
    await us.call('POST', '/item', {
      Name: 'Moodboard',
      Type: 'Service',
      UnitPrice: 95.5,
      IncomeAccountRef: { value: '1' },
    })
  ).body.Item;
  expect(made).toMatchObject({
    UnitPrice: 95.5,
    IncomeAccountRef: { value: '1', name: 'Services' },
  });
  const changed = await us.call('POST', '/item', {
    Id: made.Id,
    SyncToken: '0',
    sparse: true,
    Name: 'Mood board',
  });
  expect(changed.body.Item).toMatchObject({ Name: 'Mood board', UnitPrice: 95.5, SyncToken: '1' });
});
