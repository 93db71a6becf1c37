import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

const customer = { CustomerRef: { value: '1' } };

async function make(realm: TestRealm, body: object) {
  const made = await realm.call('POST', '/invoice', { ...customer, ...body });
  expect(made.fault).toBeUndefined();
  return made.body.Invoice;
}

function discount(detail: object, amount?: number): object {
  return { DetailType: 'DiscountLineDetail', Amount: amount, DiscountLineDetail: detail };
}

describe('in the UK', () => {
  let realm: TestRealm;
  const pounds = { CurrencyRef: { value: 'GBP' }, GlobalTaxCalculation: 'TaxExcluded' };
  beforeAll(async () => {
    realm = await emulator.openRealm('uk');
  });

  test('computes 20 %, 5 % and 0 % on one invoice', async () => {
    const Line = [saleOf(100, { code: '2' }), saleOf(40, { code: '3' }), saleOf(10, { code: '4' })];
    const invoice = await make(realm, { ...pounds, Line });
    expect(
      invoice.TxnTaxDetail.TaxLine?.map((line) => [
        line.TaxLineDetail.NetAmountTaxable,
        line.Amount,
      ]),
    ).toEqual([
      [100, 20],
      [40, 2],
      [10, 0],
    ]);
    expect(invoice).toMatchObject({
      TotalAmt: 172,
      ExchangeRate: 1,
      HomeTotalAmt: 172,
      HomeBalance: 172,
    });
  });

  test('splits a discount over the rates: 15 off 150', async () => {
    const Line = [
      saleOf(100, { code: '2' }),
      saleOf(50, { code: '3' }),
      discount({ PercentBased: false }, 15),
    ];
    const invoice = await make(realm, { ...pounds, Line });
    expect(
      invoice.TxnTaxDetail.TaxLine?.map((line) => [
        line.TaxLineDetail.NetAmountTaxable,
        line.Amount,
      ]),
    ).toEqual([
      [90, 18],
      [45, 2.25],
    ]);
    expect(invoice.TotalAmt).toBe(155.25);
  });

  test.each([
    ['line', 0.21],
    ['sum', 0.2],
  ])('rounds tax by the %s: %d', async (taxRoundingOutsideUs, tax) => {
    const { realmId } = realm;
    await emulator.control('POST', '/settings', { realmId, taxRoundingOutsideUs });
    const Line = [1, 2, 3].map(() => saleOf(0.33, { code: '2' }));
    expect((await make(realm, { ...pounds, Line })).TxnTaxDetail.TotalTax).toBe(tax);
    await emulator.control('POST', '/settings', { realmId, taxRoundingOutsideUs: 'line' });
  });

  test('computes no tax and requires no codes for NotApplicable', async () => {
    const invoice = await make(realm, {
      ...pounds,
      GlobalTaxCalculation: 'NotApplicable',
      Line: [saleOf(80)],
    });
    expect(invoice).toMatchObject({ TotalAmt: 80, TxnTaxDetail: { TotalTax: 0 } });
  });

  test('converts a euro invoice at the sent rate, else at 1 or the rate of the day', async () => {
    const euro = {
      ...pounds,
      TxnDate: '2026-11-05',
      CustomerRef: { value: '2' },
      CurrencyRef: { value: 'EUR' },
      Line: [saleOf(100, { code: '2' })],
    };
    expect(await make(realm, euro)).toMatchObject({
      TotalAmt: 120,
      ExchangeRate: 1,
      HomeTotalAmt: 120,
      CurrencyRef: { value: 'EUR', name: 'Euro' },
    });
    await emulator.control('POST', '/settings', {
      realmId: realm.realmId,
      rateWithoutOne: 'of_the_day',
    });
    expect(await make(realm, euro)).toMatchObject({ ExchangeRate: 0.86, HomeTotalAmt: 103.2 });
    const later = await make(realm, { ...euro, TxnDate: '2026-11-06' });
    expect(later).toMatchObject({ ExchangeRate: 0.86086, HomeTotalAmt: 103.3 });
    const agreed = await make(realm, { ...euro, ExchangeRate: 0.9 });
    expect(agreed).toMatchObject({ ExchangeRate: 0.9, HomeTotalAmt: 108, HomeBalance: 108 });
  });
});

describe('in Canada', () => {
  let realm: TestRealm;
  beforeAll(async () => {
    realm = await emulator.openRealm('ca');
  });

  test('computes 13 % HST, and combines the GST of two provinces in one tax line', async () => {
    const Line = [
      saleOf(100, { code: '2' }),
      saleOf(100, { code: '3' }),
      saleOf(50, { code: '4' }),
    ];
    const invoice = await make(realm, { GlobalTaxCalculation: 'TaxExcluded', Line });
    expect(
      invoice.TxnTaxDetail.TaxLine?.map((line) => [
        line.TaxLineDetail.TaxPercent,
        line.TaxLineDetail.NetAmountTaxable,
        line.Amount,
      ]),
    ).toEqual([
      [13, 100, 13],
      [5, 150, 7.5],
      [7, 50, 3.5],
    ]);
    expect(invoice.TotalAmt).toBe(274);
  });

  test('computes GST 5 % and QST 9.975 % for Quebec', async () => {
    const invoice = await make(realm, {
      GlobalTaxCalculation: 'TaxExcluded',
      Line: [saleOf(200, { code: '5' })],
    });
    expect(invoice.TxnTaxDetail.TaxLine?.map((line) => line.Amount)).toEqual([10, 19.95]);
  });

  test('keeps the gross of inclusive prices: 9.00 + 3.00 less 20 % is 9.60, tax 1.11', async () => {
    const Line = [
      saleOf(7.96, { code: '2', TaxInclusiveAmt: 9, Qty: 15, UnitPrice: 0.5306667 }),
      saleOf(2.65, { code: '2', TaxInclusiveAmt: 3 }),
      discount({ PercentBased: true, DiscountPercent: 20 }),
    ];
    const invoice = await make(realm, { GlobalTaxCalculation: 'TaxInclusive', Line });
    expect(invoice.TotalAmt).toBe(9.6);
    expect(invoice.TxnTaxDetail.TotalTax).toBe(1.11);
    expect(invoice.TxnTaxDetail.TaxLine?.[0]?.TaxLineDetail.NetAmountTaxable).toBe(8.49);
    expect(invoice.Line.find((line) => line.DetailType === 'DiscountLineDetail')?.Amount).toBe(
      2.12,
    );
    expect(invoice.Line[0]?.SalesItemLineDetail).toMatchObject({
      TaxInclusiveAmt: 9,
      UnitPrice: 0.5306667,
    });
  });

  test('computes a missing gross from the net: 100 + 13 % is 113', async () => {
    const invoice = await make(realm, {
      GlobalTaxCalculation: 'TaxInclusive',
      Line: [saleOf(100, { code: '2' })],
    });
    expect(invoice).toMatchObject({ TotalAmt: 113, TxnTaxDetail: { TotalTax: 13 } });
    expect(invoice.Line[0]?.SalesItemLineDetail?.TaxInclusiveAmt).toBe(113);
  });

  test('splits inclusive tax over two rates so that the parts add up', async () => {
    const Line = [saleOf(10, { code: '5', TaxInclusiveAmt: 11.5 })];
    const invoice = await make(realm, { GlobalTaxCalculation: 'TaxInclusive', Line });
    expect(invoice.TxnTaxDetail.TaxLine?.map((line) => line.Amount)).toEqual([0.5, 1]);
    expect(invoice.TotalAmt).toBe(11.5);
  });
});

describe('in Ireland', () => {
  let realm: TestRealm;
  beforeAll(async () => {
    realm = await emulator.openRealm('ie');
  });

  test.each([
    ['TaxExcluded', {}],
    ['TaxInclusive', { TaxInclusiveAmt: 10 }],
  ])('charges and takes off a reverse charge: %s', async (GlobalTaxCalculation, gross) => {
    const invoice = await make(realm, {
      CustomerRef: { value: '2' },
      CurrencyRef: { value: 'EUR' },
      GlobalTaxCalculation,
      Line: [saleOf(10, { code: '16', ...gross })],
    });
    expect(invoice.TxnTaxDetail.TaxLine?.map((line) => line.Amount)).toEqual([2.3, -2.3]);
    expect(invoice).toMatchObject({ TotalAmt: 10, TxnTaxDetail: { TotalTax: 0 } });
  });
});

describe('in France', () => {
  let realm: TestRealm;
  const sale = {
    CustomerRef: { value: '2' },
    CurrencyRef: { value: 'EUR' },
    DocNumber: 'F-1',
    GlobalTaxCalculation: 'TaxExcluded',
    TransactionLocationType: 'WithinFrance',
    Line: [saleOf(100, { code: '5' })],
  };
  beforeAll(async () => {
    realm = await emulator.openRealm('fr');
  });

  test('stores the location of the sale', async () => {
    const made = await make(realm, { ...sale, TransactionLocationType: 'OutsideEU' });
    expect(made).toMatchObject({ TransactionLocationType: 'OutsideEU', TotalAmt: 120 });
  });

  test.each([
    ['TransactionLocationType', undefined, '2020'],
    ['TransactionLocationType', 'France', '2170'],
    ['DocNumber', undefined, '2020'],
  ])('refuses %s: %s', async (key, value, fault) => {
    const refused = await realm.call('POST', '/invoice', { ...sale, [key]: value });
    expect(refused.fault).toBe(fault);
  });

  test('takes a sale without a location for one within France when the switch says so', async () => {
    const { realmId } = realm;
    await emulator.control('POST', '/settings', { realmId, saleWithoutLocation: 'within_france' });
    const { TransactionLocationType: _, ...without } = sale;
    const made = await make(realm, { ...without, DocNumber: 'F-2' });
    expect(made.TransactionLocationType).toBe('WithinFrance');
    await emulator.control('POST', '/settings', { realmId, saleWithoutLocation: 'refuse' });
  });

  test('is the only country that knows a location', async () => {
    const uk = await emulator.openRealm('uk');
    const refused = await uk.call('POST', '/invoice', { ...sale, CurrencyRef: { value: 'EUR' } });
    expect(refused.fault).toBe('2010');
  });
});
