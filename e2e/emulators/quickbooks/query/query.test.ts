import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;
const dates = ['2026-01-05', '2026-02-05', '2026-03-05'];

beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('us');
  await realm.call('POST', '/customer', {
    DisplayName: "Adam's Shop",
    PrimaryEmailAddr: { Address: 'adam@shop.example' },
  });
  await realm.call('POST', '/customer', { DisplayName: 'Back\\slash', CompanyName: '100% Wool' });
  for (const [index, TxnDate] of dates.entries())
    await realm.call('POST', '/invoice', {
      CustomerRef: { value: '1' },
      TxnDate,
      DocNumber: `Q-${index}`,
      Line: [saleOf(100 * (index + 1))],
    });
});
afterAll(() => emulator.close());

async function invoices(where: string): Promise<(string | undefined)[]> {
  const { body, text } = await realm.query(`select * from Invoice ${where}`);
  expect(text).toContain('QueryResponse');
  return (body.QueryResponse.Invoice ?? []).map((invoice) => invoice.DocNumber);
}

async function customers(where: string): Promise<string[]> {
  const { body } = await realm.query(`select * from Customer ${where}`);
  return (body.QueryResponse.Customer ?? []).map((customer) => customer.DisplayName);
}

describe('finds', () => {
  test.each<[string, string[]]>([
    ["where DocNumber = 'q-1'", ['Q-1']],
    ["where DocNumber IN ('Q-0', 'Q-2')", ['Q-0', 'Q-2']],
    ["where DocNumber LIKE 'Q-%' and TxnDate >= '2026-02-05'", ['Q-1', 'Q-2']],
    ["where DocNumber like 'Q-%' and TxnDate < '2026-02-05'", ['Q-0']],
    ["where DocNumber LIKE 'Q-%' and TotalAmt > '150'", ['Q-1', 'Q-2']],
    ["where DocNumber LIKE 'Q-%' AND Balance <= 100", ['Q-0']],
    ["where CustomerRef = '1' and DocNumber LIKE '%-2'", ['Q-2']],
    ["where CustomerRef in ('1', '999') and DocNumber LIKE '%-2'", ['Q-2']],
    ["where CustomerRef IN ('2','3') and DocNumber LIKE 'Q-%'", []],
    ["where TotalAmt = '200' and TxnDate = '2026-02-05' and DocNumber like 'Q-%'", ['Q-1']],
    ["where CustomerRef = '1' and MetaData.LastUpdatedTime >= '2099-01-01T00:00:00+00:00'", []],
    [
      "where DocNumber LIKE 'Q-%' and TxnDate >= '2026-01-05' and TxnDate <= '2026-02-05' orderby TxnDate desc startposition 1 maxresults 1000",
      ['Q-1', 'Q-0'],
    ],
    ["where DocNumber LIKE 'Q-%' ORDERBY TxnDate DESC", ['Q-2', 'Q-1', 'Q-0']],
    ["where DocNumber LIKE 'Q-%' order by TxnDate desc STARTPOSITION 2 MAXRESULTS 1", ['Q-1']],
    [
      "where DocNumber LIKE 'Q-%' and MetaData.CreateTime > '2026-01-01T00:00:00Z' MAXRESULTS 2",
      ['Q-0', 'Q-1'],
    ],
  ])('invoices %s', async (where, expected) => {
    expect(await invoices(where)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ["where DisplayName = 'Adam\\'s Shop'", ["Adam's Shop"]],
    ["where DisplayName = 'Back\\\\slash'", ['Back\\slash']],
    ["where CompanyName LIKE '100%Wool'", ['Back\\slash']],
    ["where PrimaryEmailAddr = 'ADAM@shop.example'", ["Adam's Shop"]],
    ["where DisplayName = 'Nobody'", []],
    ["where CompanyName = ' ' and DisplayName LIKE '%Shop'", ["Adam's Shop"]],
  ])('customers %s', async (where, expected) => {
    expect(await customers(where)).toEqual(expected);
  });

  test('empty values with a quoted space', async () => {
    expect(await customers("where PrimaryEmailAddr = ' ' and DisplayName LIKE 'Back%'")).toEqual([
      'Back\\slash',
    ]);
  });

  test('times in any offset', async () => {
    const { MetaData } =
      (await realm.query("select * from Invoice where DocNumber = 'Q-1'")).body.QueryResponse
        .Invoice?.[0] ?? {};
    const instant = new Date(MetaData?.CreateTime ?? '').toISOString();
    expect(
      await invoices(`where DocNumber = 'Q-1' and MetaData.CreateTime = '${instant}'`),
    ).toEqual(['Q-1']);
  });
});

test('returns neither entity key nor counts without rows', async () => {
  const { body, status } = await realm.query("select * from Invoice where DocNumber = 'none'");
  expect(status).toBe(200);
  expect(body.QueryResponse).toEqual({});
});

test('counts rows', async () => {
  const { body } = await realm.query("SELECT COUNT(*) FROM Invoice WHERE DocNumber LIKE 'Q-%'");
  expect(body.QueryResponse).toEqual({ totalCount: 3 });
});

test('returns 100 rows by default, and the start position', async () => {
  await emulator.control('POST', `/realms/${realm.realmId}/invoices`, { count: 120 });
  const { body } = await realm.query('select * from Invoice');
  expect(body.QueryResponse).toMatchObject({ startPosition: 1, maxResults: 100 });
  const next = await realm.query('select * from Invoice startposition 101 maxresults 1000');
  expect(next.body.QueryResponse.startPosition).toBe(101);
  expect(next.body.QueryResponse.Invoice?.[0]?.Id).not.toBe(body.QueryResponse.Invoice?.[0]?.Id);
});

test('accepts a statement by POST', async () => {
  const { base, headers } = realm;
  const answer = await fetch(`${base}/query`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/text' },
    body: "select * from Term where Name = 'Net 30'",
  });
  expect(await answer.json()).toMatchObject({
    QueryResponse: { Term: [{ Id: '3', DueDays: 30 }] },
  });
});

test('lists preferences, company, currencies, rates, vendors and employees', async () => {
  for (const [entity, count] of [
    ['Preferences', 1],
    ['CompanyInfo', 1],
    ['CompanyCurrency', 4],
    ['TaxRate', 6],
    ['Vendor', 3],
    ['Employee', 2],
    ['Account', 6],
  ])
    expect((await realm.query(`select * from ${entity}`)).body.QueryResponse.maxResults).toBe(
      count,
    );
});

describe('refuses', () => {
  test.each<[string, string, RegExp]>([
    ['selekt * from Invoice', '4000', /selekt/],
    ['select Id from Invoice', '4000', /Id/],
    ["select * from Invoice where DocNumber = '1' or DocNumber = '2'", '4000', /or/],
    ["select * from Invoice where DocNumber = 'it's'", '4000', /./],
    ["select * from Invoice where DocNumber = 'open", '4000', /Lexical/],
    ['select * from Invoice maxresults ten', '4000', /ten/],
    ["select * from Invoice where EmailStatus = 'NotSet'", '4001', /EmailStatus/],
    ["select * from Invoice where PrivateNote = 'x'", '4001', /PrivateNote/],
    ["select * from Invoice where Id > '5'", '4001', /Id/],
    ['select * from Invoice orderby Id', '4001', /Id/],
    ['select * from Item orderby Sku', '4001', /Sku/],
    ['select * from Spaceship', '4001', /Spaceship/],
    ["select * from Invoice where TxnDate > 'yesterday'", '4001', /yesterday/],
    ['select * from Invoice maxresults 0', '4001', /value 0 is too small. Min allowed value is 1/],
    ['select * from Invoice maxresults 1001', '4001', /1001 is too large/],
    ['select * from Invoice startposition 0', '4001', /too small/],
  ])('%s', async (statement, code, detail) => {
    const refused = await realm.query(statement);
    expect(refused).toMatchObject({ status: 400, fault: code });
    expect(refused.detail).toMatch(detail);
  });
});

test('refuses a letter beyond Latin-1 as lexical error, unless switched off', async () => {
  const statement = "select * from Item where Name = 'Support plan – yearly'";
  const refused = await realm.query(statement);
  expect(refused.fault).toBe('4000');
  expect(refused.detail).toContain('Encountered: "\\u2013" (8211)');
  expect((await realm.query("select * from Item where Name = 'Möller'")).status).toBe(200);
  const settings = { realmId: realm.realmId };
  await emulator.control('POST', '/settings', { ...settings, lettersInQueries: 'all' });
  expect((await realm.query(statement)).status).toBe(200);
  await emulator.control('POST', '/settings', { ...settings, lettersInQueries: 'ascii' });
  expect((await realm.query("select * from Item where Name = 'Möller'")).fault).toBe('4000');
  await emulator.control('POST', '/settings', { ...settings, lettersInQueries: 'latin1' });
});
