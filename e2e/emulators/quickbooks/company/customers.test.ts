import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let us: TestRealm;
let uk: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  us = await emulator.openRealm('us');
  uk = await emulator.openRealm('uk');
});
afterAll(() => emulator.close());

test.each([
  ['a customer, whatever the case', 'NORTHGATE library trust'],
  ['a vendor', 'Timberline Supply'],
  ['an employee', 'Workshop Lead'],
])('refuses a name that belongs to %s', async (_who, DisplayName) => {
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
])('refuses a customer %s', async (_name, body, code) => {
  expect(await us.call('POST', '/customer', body)).toMatchObject({ status: 400, fault: code });
});

test('builds the display name from its parts when none is sent', async () => {
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

test('hides an inactive customer from queries and frees its name until it is active again', async () => {
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

test('creates a customer in a foreign currency that cannot be changed', async () => {
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

test('masks tax identifiers in responses', async () => {
  const made = await uk.call('POST', '/customer', {
    DisplayName: 'Masked',
    PrimaryTaxIdentifier: 'GB123456789',
  });
  expect(made.body.Customer.PrimaryTaxIdentifier).toBe('XXXXXX56789');
  const found = await uk.query("select * from Customer where DisplayName = 'Masked'");
  expect(found.body.QueryResponse.Customer?.[0]?.PrimaryTaxIdentifier).toBe('XXXXXX56789');
});

test("includes the parent in a sub-customer's full name, but not in its name on invoices", async () => {
  const made = await us.call('POST', '/customer', {
    DisplayName: 'North wing',
    Job: true,
    IsProject: true,
    ParentRef: { value: '1' },
  });
  const child = made.body.Customer;
  expect(child).toMatchObject({
    FullyQualifiedName: 'Northgate Library Trust:North wing',
    Job: true,
    IsProject: true,
    BillWithParent: false,
    Level: 1,
  });
  const found = async (property: string) => {
    const { body } = await us.query(
      `select * from Customer where ${property} like '%Library Trust%'`,
    );
    return body.QueryResponse.Customer?.map(({ DisplayName }) => DisplayName);
  };
  expect(await found('DisplayName')).toEqual(['Northgate Library Trust']);
  expect(await found('FullyQualifiedName')).toEqual(['Northgate Library Trust', 'North wing']);
  const { Invoice } = (
    await us.call('POST', '/invoice', {
      CustomerRef: { value: child.Id },
      Line: [saleOf(30)],
    })
  ).body;
  expect(Invoice.CustomerRef).toEqual({ value: child.Id, name: 'North wing' });
  const byId = await us.query("select * from Customer where Id = '1'");
  const [parent] = byId.body.QueryResponse.Customer ?? [];
  expect(parent).toMatchObject({ BalanceWithJobs: (parent?.Balance ?? 0) + 30 });
});

test('updates the full names of sub-customers when the parent is renamed', async () => {
  const make = async (body: object) =>
    (await us.call('POST', '/customer', { Job: true, ...body })).body.Customer;
  const top = await make({ DisplayName: 'Quarry Estate', Job: false });
  const wing = await make({ DisplayName: 'Wing A', ParentRef: { value: top.Id } });
  const room = await make({ DisplayName: 'Room A1', ParentRef: { value: wing.Id } });
  const rename = { Id: top.Id, SyncToken: '0', sparse: true, DisplayName: 'Quarry House' };
  await us.call('POST', '/customer', rename);
  const { body } = await us.query(`select * from Customer where Id = '${room.Id}'`);
  expect(body.QueryResponse.Customer?.[0]).toMatchObject({
    FullyQualifiedName: 'Quarry House:Wing A:Room A1',
    SyncToken: '0',
  });
});

test('refuses a customer with a parent that is not a job', async () => {
  const refused = await us.call('POST', '/customer', {
    DisplayName: 'No job',
    ParentRef: { value: '1' },
  });
  expect(refused).toMatchObject({ status: 400, fault: '6000' });
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
])('refuses an item %s', async (_name, body, code) => {
  expect(await us.call('POST', '/item', body)).toMatchObject({ status: 400, fault: code });
});

test('creates and renames an item', async () => {
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
