import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandIn, saleOf, startForTest, type TestBooks } from '../testing/open-books.ts';

let standIn: StandIn;
const opened: Record<string, TestBooks> = {};

beforeAll(async () => {
  standIn = await startForTest();
  for (const like of ['us', 'uk', 'ca', 'customNumbers'])
    opened[like] = await standIn.openBooks(like);
});
afterAll(() => standIn.close());

function booksLike(like: string): TestBooks {
  const books = opened[like];
  if (!books) throw new Error(like);
  return books;
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
      'with no line that sells',
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
    const refused = await booksLike(like).call('POST', '/invoice', body);
    expect(refused).toMatchObject({ status: 400, fault: code });
    expect(refused.detail).toMatch(detail);
    expect(refused.body.Fault?.type).toBe('ValidationFault');
  });

  test('with a number that is used, when custom numbers are on, unless duplicates are allowed', async () => {
    const books = booksLike('customNumbers');
    const numbered = { ...sale, DocNumber: 'DEAL-7' };
    const first = await books.call('POST', '/invoice', numbered);
    expect(first.body.Invoice.DocNumber).toBe('DEAL-7');
    const second = await books.call('POST', '/invoice', numbered);
    expect(second).toMatchObject({ status: 400, fault: '6140' });
    expect(second.detail).toContain(`TxnId=${first.body.Invoice.Id}`);
    const allowed = await books.call('POST', '/invoice?include=allowduplicatedocnum', numbered);
    expect(allowed.status).toBe(200);
  });

  test('when the books are closed up to its date, whether it is made, changed, voided or deleted', async () => {
    const books = await standIn.openBooks('us');
    const made = await books.call('POST', '/invoice', { ...sale, TxnDate: '2026-03-31' });
    const { Id, SyncToken } = made.body.Invoice;
    await standIn.control('POST', '/settings', {
      realmId: books.realmId,
      preferences: { bookCloseDate: '2026-03-31' },
    });
    const writes: [string, object][] = [
      ['/invoice', { ...sale, TxnDate: '2026-03-31' }],
      ['/invoice', { Id, SyncToken, sparse: true, PrivateNote: 'late' }],
      ['/invoice?operation=void', { Id, SyncToken }],
      ['/invoice?operation=delete', { Id, SyncToken }],
    ];
    for (const [path, body] of writes)
      expect((await books.call('POST', path, body)).fault).toBe('6210');
    expect((await books.call('POST', '/invoice', { ...sale, TxnDate: '2026-04-01' })).status).toBe(
      200,
    );
  });

  test('for a customer made inactive', async () => {
    const books = await standIn.openBooks('us');
    await books.call('POST', '/customer', { Id: '1', SyncToken: '0', sparse: true, Active: false });
    expect(await books.call('POST', '/invoice', sale)).toMatchObject({
      status: 400,
      fault: '6250',
    });
  });

  test('with an item made inactive', async () => {
    const books = await standIn.openBooks('us');
    await books.call('POST', '/item', { Id: '4', SyncToken: '0', sparse: true, Active: false });
    const refused = await books.call('POST', '/invoice', {
      ...customer,
      Line: [saleOf(1, { ItemRef: { value: '4' } })],
    });
    expect(refused.fault).toBe('610');
  });

  test('with a discount, deposit or shipping when the company has turned them off', async () => {
    const books = await standIn.openBooks('us', {
      allowDiscount: false,
      allowDeposit: false,
      allowShipping: false,
    });
    for (const body of [
      { ...customer, Line: [saleOf(10), discount({ Amount: 1 }, {})] },
      { ...sale, Deposit: 5 },
      { ...customer, Line: [saleOf(10), saleOf(5, { ItemRef: { value: 'SHIPPING_ITEM_ID' } })] },
    ]) {
      const refused = await books.call('POST', '/invoice', body);
      expect(refused.fault).toBe('6000');
      expect(refused.detail).toContain('turned off');
    }
  });

  test('when the subscription has ended; reading goes on', async () => {
    const books = await standIn.openBooks('us', { subscription: 'EXPIRED' });
    expect((await books.call('POST', '/invoice', sale)).fault).toBe('6190');
    expect((await books.query('select * from Invoice maxresults 1')).status).toBe(200);
  });

  test('all too long fields are named at once', async () => {
    const refused = await booksLike('us').call('POST', '/invoice', {
      ...sale,
      DocNumber: long(30),
      PrivateNote: long(5000),
    });
    expect(refused.body.Fault?.Error.map((error) => error.element).sort()).toEqual([
      'DocNumber',
      'PrivateNote',
    ]);
  });

  test('when the body is no JSON', async () => {
    const { base, headers } = booksLike('us');
    const answer = await fetch(`${base}/invoice`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('"code":"2010"');
  });
});
