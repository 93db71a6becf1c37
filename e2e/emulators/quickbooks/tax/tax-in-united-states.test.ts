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

const tenPercent = discount({ PercentBased: true, DiscountPercent: 10 });

describe('in the US without automated sales tax', () => {
  let realm: TestRealm;
  const city = { TxnTaxDetail: { TxnTaxCodeRef: { value: '2' } } };
  beforeAll(async () => {
    realm = await emulator.openRealm('customNumbers');
  });

  test('8 % of 335.25 is 26.82, 362.07 in all', async () => {
    const taxed = [275, 12.75, 47.5].map((amount) => saleOf(amount, { code: 'TAX' }));
    const invoice = await make(realm, { ...city, Line: taxed });
    expect(invoice).toMatchObject({
      TotalAmt: 362.07,
      TxnTaxDetail: { TotalTax: 26.82, TxnTaxCodeRef: { value: '2' } },
    });
    expect(invoice.TxnTaxDetail.TaxLine).toEqual([
      {
        Amount: 26.82,
        DetailType: 'TaxLineDetail',
        TaxLineDetail: {
          TaxRateRef: { value: '3' },
          PercentBased: true,
          TaxPercent: 8,
          NetAmountTaxable: 335.25,
        },
      },
    ]);
  });

  test('does not tax lines with NON', async () => {
    const invoice = await make(realm, {
      ...city,
      Line: [saleOf(100, { code: 'TAX' }), saleOf(50, { code: 'NON' })],
    });
    expect(invoice).toMatchObject({ TotalAmt: 158, TxnTaxDetail: { TotalTax: 8 } });
  });

  test('returns two tax lines for a group of two rates', async () => {
    const invoice = await make(realm, {
      Line: [saleOf(100, { code: 'TAX' })],
      TxnTaxDetail: { TxnTaxCodeRef: { value: '3' } },
    });
    expect(invoice.TxnTaxDetail.TaxLine?.map((line) => line.Amount)).toEqual([6.1, 2.6]);
    expect(invoice.TotalAmt).toBe(108.7);
  });

  test.each([
    [false, 8, 98],
    [true, 7.2, 97.2],
  ])('10 %% off 100 with ApplyTaxAfterDiscount %s: tax %d, total %d', async (after, tax, total) => {
    const Line = [saleOf(100, { code: 'TAX' }), tenPercent];
    const invoice = await make(realm, { ...city, ApplyTaxAfterDiscount: after, Line });
    expect(invoice).toMatchObject({ TotalAmt: total, TxnTaxDetail: { TotalTax: tax } });
  });

  test('computes no tax without a tax code', async () => {
    const invoice = await make(realm, { Line: [saleOf(100, { code: 'TAX' })] });
    expect(invoice).toMatchObject({ TotalAmt: 100, TxnTaxDetail: { TotalTax: 0 } });
  });

  test('computes no tax for an exempt customer', async () => {
    const { body } = await realm.call('POST', '/customer', {
      DisplayName: 'County Museum Fund',
      Taxable: false,
    });
    const invoice = await make(realm, {
      ...city,
      CustomerRef: { value: body.Customer.Id },
      Line: [saleOf(100, { code: 'TAX' })],
    });
    expect(invoice.TxnTaxDetail.TotalTax).toBe(0);
  });

  test("takes the line's code from the item when none is sent", async () => {
    const invoice = await make(realm, {
      ...city,
      Line: [saleOf(100, { ItemRef: { value: '3' } }), saleOf(10)],
    });
    expect(
      invoice.Line.slice(0, 2).map((line) => line.SalesItemLineDetail?.TaxCodeRef?.value),
    ).toEqual(['TAX', 'NON']);
    expect(invoice.TotalAmt).toBe(118);
  });
});

describe('in the US with automated sales tax', () => {
  let realm: TestRealm;
  const Line = [saleOf(200, { code: 'TAX' })];
  beforeAll(async () => {
    realm = await emulator.openRealm('us');
  });

  test.each([
    ['California', 'CA', 14.5],
    ['New York, state and county', 'NY', 16],
    ['Oregon', 'OR', 0],
  ])('taxes by the ship-to address: %s', async (_name, state, tax) => {
    const invoice = await make(realm, {
      Line,
      ShipAddr: { Line1: '1 Dock', CountrySubDivisionCode: state },
    });
    expect(invoice.TxnTaxDetail.TotalTax).toBe(tax);
    expect(invoice.TotalAmt).toBe(200 + tax);
  });

  test('replaces a sent tax code and ignores a sent total', async () => {
    const invoice = await make(realm, {
      Line,
      ShipAddr: { CountrySubDivisionCode: 'CA' },
      TxnTaxDetail: { TxnTaxCodeRef: { value: '5' }, TotalTax: 99 },
    });
    expect(invoice.TxnTaxDetail).toMatchObject({ TotalTax: 14.5, TxnTaxCodeRef: { value: '2' } });
  });

  const customerWith = async (DisplayName: string, addresses: object = {}) => {
    const made = await realm.call('POST', '/customer', { DisplayName, ...addresses });
    return { CustomerRef: { value: made.body.Customer.Id } };
  };
  const inAlbany = { Line1: '9 Row', CountrySubDivisionCode: 'NY' };

  test.each<[string, object, object, number]>([
    ['the shipping address of the customer', { ShipAddr: inAlbany }, {}, 16],
    ['its billing address where it has no other', { BillAddr: inAlbany }, {}, 16],
    [
      'not the billing address of the invoice',
      { ShipAddr: inAlbany },
      { BillAddr: { Line1: '1 Dock', CountrySubDivisionCode: 'CA' } },
      16,
    ],
    ['a postal code alone', { ShipAddr: inAlbany }, { ShipAddr: { PostalCode: '97209' } }, 0],
    [
      'a place abroad, where there is none',
      {},
      { ShipAddr: { Line1: 'Markt 1', City: 'Hamburg', Country: 'Germany' } },
      0,
    ],
    ['not lines alone', {}, { ShipAddr: { Line1: 'Portland, OR 97209' } }, 14.5],
  ])('taxes by %s', async (name, addresses, sent, tax) => {
    const invoice = await make(realm, {
      ...(await customerWith(`Decided by ${name}`, addresses)),
      ...sent,
      Line,
    });
    expect(invoice.TxnTaxDetail.TotalTax).toBe(tax);
  });

  test.each([
    ['company', 14.5],
    ['none', 0],
  ])('taxes an invoice without an address by the %s: %d', async (taxWithoutAddress, tax) => {
    const { realmId } = realm;
    await emulator.control('POST', '/settings', { realmId, taxWithoutAddress });
    const invoice = await make(realm, {
      ...(await customerWith(`Nowhere, ${taxWithoutAddress}`)),
      Line,
      TxnTaxDetail: { TotalTax: 16.83 },
    });
    expect(invoice.TxnTaxDetail.TotalTax).toBe(tax);
    expect('TxnTaxCodeRef' in invoice.TxnTaxDetail).toBe(taxWithoutAddress === 'company');
    await emulator.control('POST', '/settings', { realmId, taxWithoutAddress: 'company' });
  });

  test('subtracts the discount before tax: 10 % off 200 leaves 180, 7.25 % is 13.05', async () => {
    const invoice = await make(realm, {
      Line: [...Line, tenPercent],
      ShipAddr: { CountrySubDivisionCode: 'CA' },
    });
    expect(invoice).toMatchObject({ TotalAmt: 193.05, TxnTaxDetail: { TotalTax: 13.05 } });
  });
});
