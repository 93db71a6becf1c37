import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let us: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  us = await emulator.openRealm('us');
});
afterAll(() => emulator.close());

const offer = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };

async function make(realm: TestRealm, body: object = offer) {
  const made = await realm.call('POST', '/estimate', body);
  expect(made.text).toContain('"Estimate"');
  return made.body.Estimate;
}

describe('an estimate', () => {
  test('stores it as sent with the status Pending, and reads it by id', async () => {
    const made = await make(us, { ...offer, ExpirationDate: '2026-05-01' });
    expect(made).toMatchObject({
      SyncToken: '0',
      domain: 'QBO',
      TxnStatus: 'Pending',
      ExpirationDate: '2026-05-01',
      TotalAmt: 100,
      LinkedTxn: [],
      CurrencyRef: { value: 'USD' },
    });
    for (const absent of ['Balance', 'Deposit', 'DueDate', 'SalesTermRef', 'AllowOnlineACHPayment'])
      expect(made).not.toHaveProperty(absent);
    const read = await us.call('GET', `/estimate/${made.Id}`);
    expect(read.body.Estimate).toEqual(made);
  });

  test('sets a due date when a term is sent', async () => {
    const term = { TxnDate: '2026-03-13', SalesTermRef: { value: '2' } };
    expect(await make(us, { ...offer, ...term })).toMatchObject({ DueDate: '2026-03-28' });
  });

  test('computes tax like an invoice: 29 x 1.59 and 2 x 17.49 at 13 % line by line', async () => {
    const canada = await emulator.openRealm('ca');
    const lines = [
      ...Array.from({ length: 29 }, () => saleOf(1.59, { code: '2' })),
      saleOf(17.49, { code: '2' }),
      saleOf(17.49, { code: '2' }),
    ];
    const body = { ...offer, GlobalTaxCalculation: 'TaxExcluded', Line: lines };
    // 29 x 0.21 + 2 x 2.27; the sum would give 10.54.
    expect((await make(canada, body)).TxnTaxDetail.TotalTax).toBe(10.63);
  });

  test('uses the sent exchange rate, else 1', async () => {
    const uk = await emulator.openRealm('uk');
    const euro = { CurrencyRef: { value: 'EUR' }, GlobalTaxCalculation: 'TaxExcluded' };
    const abroad = { CustomerRef: { value: '2' }, ...euro, Line: [saleOf(100, { code: '2' })] };
    expect(await make(uk, abroad)).toMatchObject({ ExchangeRate: 1, HomeTotalAmt: 120 });
    const rated = await make(uk, { ...abroad, ExchangeRate: 0.5 });
    expect(rated).toMatchObject({ TotalAmt: 120, HomeTotalAmt: 60 });
  });

  test('numbers estimates separately from invoices', async () => {
    const realm = await emulator.openRealm('us');
    const first = await make(realm);
    await realm.call('POST', '/invoice', offer);
    const second = await make(realm);
    expect([first.DocNumber, second.DocNumber]).toEqual(['1001', '1002']);
    const custom = await emulator.openRealm('customNumbers');
    expect(await make(custom)).not.toHaveProperty('DocNumber');
  });

  test("leaves the customer's balance unchanged", async () => {
    const before = (await us.call('GET', '/customer/1')).body.Customer.Balance;
    await make(us);
    expect((await us.call('GET', '/customer/1')).body.Customer.Balance).toBe(before);
  });

  test('moves to the target when its customer is merged', async () => {
    const realm = await emulator.openRealm('us');
    const { Id } = await make(realm);
    await emulator.control('POST', `/realms/${realm.realmId}/customers/merge`, {
      from: '1',
      into: '3',
    });
    const { Estimate } = (await realm.call('GET', `/estimate/${Id}`)).body;
    expect(Estimate.CustomerRef.value).toBe('3');
  });

  test.each([
    ['another status', { TxnStatus: 'Open' }, '2170'],
    ['a field of invoices', { Deposit: 5 }, '2010'],
    ['no lines', { Line: [] }, '2250'],
    ['no customer', { CustomerRef: undefined }, '2020'],
  ])('refuses an estimate with %s', async (_name, change, code) => {
    expect((await us.call('POST', '/estimate', { ...offer, ...change })).fault).toBe(code);
  });
});

describe('an update of an estimate', () => {
  test('changes only the sent fields when sparse, and increments the SyncToken', async () => {
    const { Id, SyncToken } = await make(us, { ...offer, PrivateNote: 'first offer' });
    const answer = {
      TxnStatus: 'Accepted',
      AcceptedBy: 'Northgate purchasing',
      AcceptedDate: '2026-04-02',
    };
    const accepted = await us.call('POST', '/estimate', { Id, SyncToken, sparse: true, ...answer });
    expect(accepted.body.Estimate).toMatchObject({
      ...answer,
      SyncToken: '1',
      PrivateNote: 'first offer',
      TotalAmt: 100,
    });
    const stale = await us.call('POST', '/estimate', { Id, SyncToken, sparse: true, ...answer });
    expect(stale.fault).toBe('5010');
    const again = { Id, SyncToken: '1', sparse: true, ...answer };
    expect((await us.call('POST', '/estimate', again)).body.Estimate.SyncToken).toBe('1');
  });

  test.each([
    ['kept', 70],
    ['worked_out', 60],
  ])('updates only the lines with the tax outside the US %s', async (sparseTaxOutsideUs, total) => {
    const uk = await emulator.openRealm('uk');
    await emulator.control('POST', '/settings', { realmId: uk.realmId, sparseTaxOutsideUs });
    const taxed = { GlobalTaxCalculation: 'TaxExcluded', Line: [saleOf(100, { code: '2' })] };
    const { Id, SyncToken } = await make(uk, { ...offer, ...taxed });
    const change = { Id, SyncToken, sparse: true, Line: [saleOf(50, { code: '2' })] };
    expect((await uk.call('POST', '/estimate', change)).body.Estimate.TotalAmt).toBe(total);
  });

  test('clears the omitted fields when full', async () => {
    const { Id, SyncToken } = await make(us, {
      ...offer,
      PrivateNote: 'gone',
      AcceptedBy: 'Purchasing',
    });
    const sent = { ...offer, Id, SyncToken, Line: [saleOf(40)] };
    const { Estimate } = (await us.call('POST', '/estimate', sent)).body;
    expect(Estimate).toMatchObject({ TotalAmt: 40, TxnStatus: 'Pending' });
    expect(Estimate).not.toHaveProperty('PrivateNote');
    expect(Estimate).not.toHaveProperty('AcceptedBy');
  });
});

describe('reading estimates', () => {
  test('filters queries only by the documented columns', async () => {
    const realm = await emulator.openRealm('us');
    const one = await make(realm, { ...offer, DocNumber: 'E-7', TxnDate: '2026-02-01' });
    await make(realm, { ...offer, TxnDate: '2026-03-01' });
    const found = await realm.query(
      "select * from Estimate where CustomerRef = '1' and TxnDate < '2026-02-15'",
    );
    expect(found.body.QueryResponse.Estimate).toEqual([one]);
    const counted = await realm.query("select count(*) from estimate where DocNumber = 'E-7'");
    expect(counted.body.QueryResponse.totalCount).toBe(1);
    const refused = await realm.query("select * from Estimate where TxnStatus = 'Pending'");
    expect(refused.fault).toBe('4001');
  });

  test('lists changed estimates and stubs of deleted ones in the change feed', async () => {
    const realm = await emulator.openRealm('us');
    const kept = await make(realm);
    const gone = await make(realm);
    const identity = { Id: gone.Id, SyncToken: gone.SyncToken };
    await realm.call('POST', '/estimate?operation=delete', identity);
    const since = new Date(Date.now() - 60_000).toISOString();
    const { body } = await realm.call('GET', `/cdc?entities=Estimate&changedSince=${since}`);
    expect(body.CDCResponse[0]?.QueryResponse[0]?.Estimate).toEqual([
      kept,
      { domain: 'QBO', status: 'Deleted', Id: gone.Id },
    ]);
  });
});

test('reports in the preferences whether the company uses estimates', async () => {
  const allowed = async (preferences: object) => {
    const realm = await emulator.openRealm('us', preferences);
    const { text } = await realm.call('GET', '/preferences');
    return JSON.parse(text).Preferences.SalesFormsPrefs.AllowEstimates;
  };
  expect(await allowed({})).toBe(true);
  expect(await allowed({ allowEstimates: false })).toBe(false);
});

describe('removing an estimate', () => {
  test('deletes it permanently', async () => {
    const { Id, SyncToken } = await make(us);
    const deleted = await us.call('POST', '/estimate?operation=delete', { Id, SyncToken });
    expect(deleted.body.Estimate).toEqual({ status: 'Deleted', domain: 'QBO', Id });
    expect((await us.call('GET', `/estimate/${Id}`)).fault).toBe('610');
  });

  test('refuses a void', async () => {
    const { Id, SyncToken } = await make(us);
    const refused = await us.call('POST', '/estimate?operation=void', { Id, SyncToken });
    expect(refused.fault).toBe('500');
  });
});
