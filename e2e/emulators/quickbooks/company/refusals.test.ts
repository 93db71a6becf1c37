import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
const opened: Record<string, TestRealm> = {};

beforeAll(async () => {
  emulator = await startForTest();
  for (const like of ['us', 'uk', 'ca', 'customNumbers'])
    opened[like] = await emulator.openRealm(like);
});
afterAll(() => emulator.close());

function realmLike(like: string): TestRealm {
  const realm = opened[like];
  if (!realm) throw new Error(like);
  return realm;
}

const customer = { CustomerRef: { value: '1' } };
const sale = { ...customer, Line: [saleOf(100)] };
const vat = { ...customer, CurrencyRef: { value: 'GBP' }, GlobalTaxCalculation: 'TaxExcluded' };
const gst = { ...customer, GlobalTaxCalculation: 'TaxExcluded' };
const discount = (more: object, detail: object) => ({
  DetailType: 'DiscountLineDetail',
  ...more,
  DiscountLineDetail: detail,
});
const long = (length: number) => 'x'.repeat(length);

describe('an invoice is refused', () => {
  test.each<[string, string, object, string, RegExp]>([
    ['without a customer', 'us', { Line: [saleOf(1)] }, '2020', /CustomerRef/],
    ['without lines', 'us', customer, '2020', /Line/],
    [
      'without a sales line',
      'us',
      { ...customer, Line: [{ DetailType: 'DescriptionOnly', Description: 'x' }] },
      '2250',
      /sales line/,
    ],
    [
      'for an unknown customer',
      'us',
      { ...sale, CustomerRef: { value: '99999' } },
      '2500',
      /99999/,
    ],
    [
      'with an unknown item',
      'us',
      { ...customer, Line: [saleOf(1, { ItemRef: { value: '777' } })] },
      '2500',
      /777/,
    ],
    ['with an unknown term', 'us', { ...sale, SalesTermRef: { value: '77' } }, '2500', /77/],
    ['with an unknown property', 'us', { ...sale, CustomerNote: 'hi' }, '2010', /CustomerNote/],
    [
      'with an unknown property in a line',
      'us',
      { ...customer, Line: [saleOf(1, { Quantity: 1 })] },
      '2010',
      /Quantity/,
    ],
    ['with a date that does not exist', 'us', { ...sale, TxnDate: '2026-02-30' }, '2010', /parse/],
    [
      'when the amount is not quantity times price',
      'us',
      { ...customer, Line: [saleOf(100, { Qty: 3, UnitPrice: 33.33 })] },
      '6070',
      /100\.00/,
    ],
    [
      'with a line without amount',
      'us',
      { ...customer, Line: [{ DetailType: 'SalesItemLineDetail', SalesItemLineDetail: {} }] },
      '2020',
      /Line\.Amount/,
    ],
    [
      'with an unknown kind of line',
      'us',
      { ...customer, Line: [{ ...saleOf(1), DetailType: 'Nonsense' }] },
      '2170',
      /Nonsense/,
    ],
    [
      'with a tax code other than TAX or NON in the US',
      'us',
      { ...customer, Line: [saleOf(1, { code: '2' })] },
      '6100',
      /TAX or NON/,
    ],
    [
      'with a tax code for the whole that is none',
      'us',
      { ...sale, TxnTaxDetail: { TxnTaxCodeRef: { value: '99' } } },
      '2500',
      /99/,
    ],
    [
      'with the tax code that only QuickBooks uses',
      'us',
      { ...sale, TxnTaxDetail: { TxnTaxCodeRef: { value: 'CustomSalesTax' } } },
      '6160',
      /CustomSalesTax/,
    ],
    [
      'in a foreign currency without multi-currency',
      'us',
      { ...sale, CurrencyRef: { value: 'EUR' } },
      '6000',
      /Multi Currency/,
    ],
    [
      'in a currency that is none',
      'us',
      { ...sale, CurrencyRef: { value: 'euro' } },
      '2220',
      /euro/,
    ],
    [
      'with a number of 22 characters',
      'us',
      { ...sale, DocNumber: long(22) },
      '2050',
      /Max:21 supplied:22/,
    ],
    [
      'with a memo of 4001 characters',
      'us',
      { ...sale, PrivateNote: long(4001) },
      '2050',
      /Max:4000/,
    ],
    [
      'with a message of 1001 characters',
      'us',
      { ...sale, CustomerMemo: { value: long(1001) } },
      '2050',
      /Max:1000/,
    ],
    [
      'with a description of 4001 characters',
      'us',
      { ...customer, Line: [{ ...saleOf(1), Description: long(4001) }] },
      '2050',
      /Max:4000/,
    ],
    [
      'with an e-mail of 101 characters',
      'us',
      { ...sale, BillEmail: { Address: `${long(92)}@b.exampl` } },
      '2050',
      /Max:100/,
    ],
    [
      'with an address line of 501 characters',
      'us',
      { ...sale, BillAddr: { Line1: long(501) } },
      '2050',
      /Max:500/,
    ],
    [
      'with a postal code of 31 characters',
      'us',
      { ...sale, BillAddr: { PostalCode: long(31) } },
      '2050',
      /Max:30/,
    ],
    [
      'with something that is no e-mail',
      'us',
      { ...sale, BillEmail: { Address: 'nobody' } },
      '2210',
      /RFC/,
    ],
    [
      'when it is to be sent to nobody',
      'us',
      { ...sale, EmailStatus: 'NeedToSend' },
      '6420',
      /BillEmail/,
    ],
    [
      'with a custom field that is not on',
      'us',
      { ...sale, CustomField: [{ DefinitionId: '3', StringValue: 'x' }] },
      '3000',
      /3/,
    ],
    ['below zero', 'us', { ...customer, Line: [saleOf(10), saleOf(-20)] }, '6000', /0 or greater/],
    [
      'with a percentage discount that names no percentage',
      'us',
      { ...customer, Line: [saleOf(10), discount({}, { PercentBased: true })] },
      '6090',
      /DiscountPercent/,
    ],
    [
      'with a discount that names no amount',
      'us',
      { ...customer, Line: [saleOf(10), discount({}, { PercentBased: false })] },
      '6090',
      /Amount/,
    ],
    [
      'with two discounts',
      'us',
      { ...customer, Line: [saleOf(10), discount({ Amount: 1 }, {}), discount({ Amount: 1 }, {})] },
      '6000',
      /one discount/,
    ],
    [
      'for an estimate that is not there',
      'us',
      { ...sale, LinkedTxn: [{ TxnId: '9', TxnType: 'Estimate' }] },
      '2500',
      /Estimate/,
    ],
    ['without a tax code in the UK', 'uk', { ...vat, Line: [saleOf(1)] }, '6000', /VAT rate/],
    ['without a tax code in Canada', 'ca', { ...gst, Line: [saleOf(1)] }, '6000', /GST\/HST rate/],
    [
      'without GlobalTaxCalculation outside the US',
      'ca',
      { ...customer, Line: [saleOf(1, { code: '2' })] },
      '2020',
      /GlobalTaxCalculation/,
    ],
    [
      'with an unknown tax code',
      'ca',
      { ...gst, Line: [saleOf(1, { code: 'TAX' })] },
      '2500',
      /TAX/,
    ],
    [
      'with tax details when no tax applies',
      'ca',
      {
        ...gst,
        GlobalTaxCalculation: 'NotApplicable',
        Line: [saleOf(1)],
        TxnTaxDetail: { TotalTax: 1 },
      },
      '6170',
      /NotApplicable/,
    ],
    [
      "in another than the customer's currency",
      'uk',
      { ...vat, CurrencyRef: { value: 'USD' }, Line: [saleOf(1, { code: '2' })] },
      '6000',
      /USD.*GBP/,
    ],
    [
      'for a foreign customer when the currency is left out',
      'uk',
      {
        ...vat,
        CustomerRef: { value: '2' },
        CurrencyRef: undefined,
        Line: [saleOf(1, { code: '2' })],
      },
      '6000',
      /GBP.*EUR/,
    ],
  ])('%s', async (_name, like, body, code, detail) => {
    const refused = await realmLike(like).call('POST', '/invoice', body);
    expect(refused).toMatchObject({ status: 400, fault: code });
    expect(refused.detail).toMatch(detail);
    expect(refused.body.Fault?.type).toBe('ValidationFault');
  });
});
