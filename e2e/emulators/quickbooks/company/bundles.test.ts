import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';
import type { Invoice } from './entities.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

const bundle = {
  DetailType: 'GroupLineDetail',
  Description: 'Welcome set',
  GroupLineDetail: {
    GroupItemRef: { value: '24', name: 'Assorted sweets' },
    Quantity: 3,
    Line: [
      saleOf(7.96, { code: '2', TaxInclusiveAmt: 9, Qty: 15, UnitPrice: 0.5306667 }),
      saleOf(2.65, { code: '2', TaxInclusiveAmt: 3, Qty: 24, UnitPrice: 0.1104167 }),
    ],
  },
};

const percentOff = {
  DetailType: 'DiscountLineDetail',
  DiscountLineDetail: { PercentBased: true, DiscountPercent: 20 },
};

async function made(realm: TestRealm, body: object): Promise<Invoice> {
  const invoices = [{ CustomerRef: { value: '1' }, ...body }];
  const put = await emulator.control('POST', `/realms/${realm.realmId}/invoices`, { invoices });
  const [id] = put.invoices as string[];
  return (await realm.call('GET', `/invoice/${id}`)).body.Invoice;
}

describe.each([
  ['zero', 0],
  ['filled', 10.61],
] as const)('a bundle whose amount is %s', (bundleAmount, amount) => {
  let realm: TestRealm;
  let invoice: Invoice;
  beforeAll(async () => {
    realm = await emulator.openRealm('ca');
    const settings = { bundleAmount, sparseTaxOutsideUs: 'worked_out' };
    await emulator.control('POST', '/settings', { realmId: realm.realmId, ...settings });
    const Line = [bundle, percentOff];
    invoice = await made(realm, { GlobalTaxCalculation: 'TaxInclusive', Line });
  });

  test('taxes, discounts and adds up its inner lines, as recorded', () => {
    expect(invoice).toMatchObject({ TotalAmt: 9.6, TxnTaxDetail: { TotalTax: 1.11 } });
    const [group, ...others] = invoice.Line;
    expect(others.map((line) => line.Amount)).toEqual([10.61, 2.12]);
    expect(group).toMatchObject({ Id: '1', LineNum: 1, Amount: amount });
    expect(group?.GroupLineDetail?.GroupItemRef?.name).toBe('Assorted sweets');
    expect(group?.GroupLineDetail?.Line).toMatchObject([
      { Id: '2', LineNum: 2, Amount: 7.96 },
      { Id: '3', LineNum: 3, Amount: 2.65 },
    ]);
  });

  test('keeps the bundle when an update sends it back, and removes it otherwise', async () => {
    const change = { Id: invoice.Id, sparse: true, GlobalTaxCalculation: 'TaxInclusive' };
    const kept = await realm.call('POST', '/invoice', {
      ...change,
      SyncToken: invoice.SyncToken,
      Line: [...invoice.Line, saleOf(10, { code: '2' })],
    });
    expect(kept.body.Invoice.Line[0]).toEqual(invoice.Line[0]);
    expect(kept.body.Invoice.Line.map((line) => line.Amount)).toContain(20.61);
    const gone = await realm.call('POST', '/invoice', {
      ...change,
      SyncToken: kept.body.Invoice.SyncToken,
      Line: [saleOf(10, { code: '2' })],
    });
    expect(gone.body.Invoice.TotalAmt).toBe(11.3);
  });

  test('accepts a bundle of the company that the API adds, or refuses it by a switch', async () => {
    const sent = { CustomerRef: { value: '1' }, GlobalTaxCalculation: 'TaxInclusive' };
    const add = () => realm.call('POST', '/invoice', { ...sent, Line: [bundle] });
    const { realmId } = realm;
    await emulator.control('POST', '/settings', { realmId, newBundles: 'refuse' });
    expect((await add()).fault).toBe('5030');
    await emulator.control('POST', '/settings', { realmId, newBundles: 'accept' });
    expect((await add()).fault).toBe('2500');
    const item = { Id: '24', Name: 'Assorted sweets', Type: 'Group', Active: true };
    await emulator.control('POST', `/realms/${realmId}/items`, item);
    const added = await add();
    expect(added.body.Invoice.Line[0]?.GroupLineDetail).toMatchObject({
      GroupItemRef: { value: '24', name: 'Assorted sweets' },
      Line: [{ Amount: 7.96 }, { Amount: 2.65 }],
    });
  });
});

test('excludes shipping from the discount and lists it after the discount', async () => {
  const realm = await emulator.openRealm('customNumbers');
  const shipping = saleOf(2, { code: 'NON', ItemRef: { value: 'SHIPPING_ITEM_ID' } });
  const off = { ...percentOff, DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 } };
  const invoice = await made(realm, {
    TxnTaxDetail: { TxnTaxCodeRef: { value: '2' } },
    Line: [shipping, saleOf(50, { code: 'TAX' }), off],
  });
  expect(invoice.Line.map(({ Amount, DetailType }) => [Amount, DetailType])).toEqual([
    [50, 'SalesItemLineDetail'],
    [50, 'SubTotalLineDetail'],
    [5, 'DiscountLineDetail'],
    [2, 'SalesItemLineDetail'],
  ]);
  expect(invoice).toMatchObject({ TotalAmt: 51, TxnTaxDetail: { TotalTax: 4 } });
});
