import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandIn, saleOf, startForTest, type TestBooks } from '../testing/open-books.ts';

let standIn: StandIn;

beforeAll(async () => {
  standIn = await startForTest();
});
afterAll(() => standIn.close());

const customer = { CustomerRef: { value: '1' } };

async function make(books: TestBooks, body: object) {
  const made = await books.call('POST', '/invoice', { ...customer, ...body });
  expect(made.fault).toBeUndefined();
  return made.body.Invoice;
}

function discount(detail: object, amount?: number): object {
  return { DetailType: 'DiscountLineDetail', Amount: amount, DiscountLineDetail: detail };
}

const tenPercent = discount({ PercentBased: true, DiscountPercent: 10 });

describe('in the US without automated sales tax', () => {
  let books: TestBooks;
  const city = { TxnTaxDetail: { TxnTaxCodeRef: { value: '2' } } };
  beforeAll(async () => {
    books = await standIn.openBooks('customNumbers');
  });

  test('8 % of 335.25 is 26.82, 362.07 in all', async () => {
    const taxed = [275, 12.75, 47.5].map((amount) => saleOf(amount, { code: 'TAX' }));
    const invoice = await make(books, { ...city, Line: taxed });
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

  test('lines with NON are not taxed', async () => {
    const invoice = await make(books, {
      ...city,
      Line: [saleOf(100, { code: 'TAX' }), saleOf(50, { code: 'NON' })],
    });
    expect(invoice).toMatchObject({ TotalAmt: 158, TxnTaxDetail: { TotalTax: 8 } });
  });

  test('a group of two rates gives two tax lines', async () => {
    const invoice = await make(books, {
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
    const invoice = await make(books, { ...city, ApplyTaxAfterDiscount: after, Line });
    expect(invoice).toMatchObject({ TotalAmt: total, TxnTaxDetail: { TotalTax: tax } });
  });

  test('without a tax code there is no tax', async () => {
    const invoice = await make(books, { Line: [saleOf(100, { code: 'TAX' })] });
    expect(invoice).toMatchObject({ TotalAmt: 100, TxnTaxDetail: { TotalTax: 0 } });
  });

  test('an exempt customer pays none', async () => {
    const { body } = await books.call('POST', '/customer', {
      DisplayName: 'County Museum Fund',
      Taxable: false,
    });
    const invoice = await make(books, {
      ...city,
      CustomerRef: { value: body.Customer.Id },
      Line: [saleOf(100, { code: 'TAX' })],
    });
    expect(invoice.TxnTaxDetail.TotalTax).toBe(0);
  });

  test('the code of a line comes from the item when none is sent', async () => {
    const invoice = await make(books, {
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
  let books: TestBooks;
  const Line = [saleOf(200, { code: 'TAX' })];
  beforeAll(async () => {
    books = await standIn.openBooks('us');
  });

  test.each([
    ['California', 'CA', 14.5],
    ['New York, state and county', 'NY', 16],
    ['Oregon', 'OR', 0],
  ])('the ship-to address decides: %s', async (_name, state, tax) => {
    const invoice = await make(books, {
      Line,
      ShipAddr: { Line1: '1 Dock', CountrySubDivisionCode: state },
    });
    expect(invoice.TxnTaxDetail.TotalTax).toBe(tax);
    expect(invoice.TotalAmt).toBe(200 + tax);
  });

  test('a tax code that was sent is replaced, a sent total ignored', async () => {
    const invoice = await make(books, {
      Line,
      ShipAddr: { CountrySubDivisionCode: 'CA' },
      TxnTaxDetail: { TxnTaxCodeRef: { value: '5' }, TotalTax: 99 },
    });
    expect(invoice.TxnTaxDetail).toMatchObject({ TotalTax: 14.5, TxnTaxCodeRef: { value: '2' } });
  });

  test('a customer without an address is not taxed, and no code comes back', async () => {
    const { body } = await books.call('POST', '/customer', {
      DisplayName: 'Nowhere in Particular',
    });
    const invoice = await make(books, {
      CustomerRef: { value: body.Customer.Id },
      Line,
      TxnTaxDetail: { TotalTax: 16.83 },
    });
    expect(invoice.TxnTaxDetail).toEqual({ TotalTax: 0 });
  });

  test('the discount comes off before tax: 10 % off 200 leaves 180, 7.25 % is 13.05', async () => {
    const invoice = await make(books, {
      Line: [...Line, tenPercent],
      ShipAddr: { CountrySubDivisionCode: 'CA' },
    });
    expect(invoice).toMatchObject({ TotalAmt: 193.05, TxnTaxDetail: { TotalTax: 13.05 } });
  });
});

describe('in the UK', () => {
  let books: TestBooks;
  const pounds = { CurrencyRef: { value: 'GBP' }, GlobalTaxCalculation: 'TaxExcluded' };
  beforeAll(async () => {
    books = await standIn.openBooks('uk');
  });

  test('20 %, 5 % and 0 % side by side', async () => {
    const Line = [saleOf(100, { code: '2' }), saleOf(40, { code: '3' }), saleOf(10, { code: '4' })];
    const invoice = await make(books, { ...pounds, Line });
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

  test('a discount is spread over the rates: 15 off 150', async () => {
    const Line = [
      saleOf(100, { code: '2' }),
      saleOf(50, { code: '3' }),
      discount({ PercentBased: false }, 15),
    ];
    const invoice = await make(books, { ...pounds, Line });
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

  test('a rate is applied to the sum of its lines, not line by line', async () => {
    const Line = [1, 2, 3].map(() => saleOf(0.33, { code: '2' }));
    expect((await make(books, { ...pounds, Line })).TxnTaxDetail.TotalTax).toBe(0.2);
  });

  test('NotApplicable taxes nothing and asks for no codes', async () => {
    const invoice = await make(books, {
      ...pounds,
      GlobalTaxCalculation: 'NotApplicable',
      Line: [saleOf(80)],
    });
    expect(invoice).toMatchObject({ TotalAmt: 80, TxnTaxDetail: { TotalTax: 0 } });
  });

  test('a euro customer: totals in euro, home totals at the rate of the day or the one sent', async () => {
    const euro = {
      ...pounds,
      CustomerRef: { value: '2' },
      CurrencyRef: { value: 'EUR' },
      Line: [saleOf(100, { code: '2' })],
    };
    const daily = await make(books, euro);
    expect(daily).toMatchObject({
      TotalAmt: 120,
      ExchangeRate: 0.86,
      HomeTotalAmt: 103.2,
      CurrencyRef: { value: 'EUR', name: 'Euro' },
    });
    const agreed = await make(books, { ...euro, ExchangeRate: 0.9 });
    expect(agreed).toMatchObject({ ExchangeRate: 0.9, HomeTotalAmt: 108, HomeBalance: 108 });
  });
});

describe('in Canada', () => {
  let books: TestBooks;
  beforeAll(async () => {
    books = await standIn.openBooks('ca');
  });

  test('13 % HST, and GST shared by two provinces in one tax line', async () => {
    const Line = [
      saleOf(100, { code: '2' }),
      saleOf(100, { code: '3' }),
      saleOf(50, { code: '4' }),
    ];
    const invoice = await make(books, { GlobalTaxCalculation: 'TaxExcluded', Line });
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

  test('Quebec: GST 5 % and QST 9.975 %', async () => {
    const invoice = await make(books, {
      GlobalTaxCalculation: 'TaxExcluded',
      Line: [saleOf(200, { code: '5' })],
    });
    expect(invoice.TxnTaxDetail.TaxLine?.map((line) => line.Amount)).toEqual([10, 19.95]);
  });

  test('inclusive prices keep the gross: 9.00 + 3.00 less 20 % is 9.60, tax the remainder 1.11', async () => {
    const Line = [
      saleOf(7.96, { code: '2', TaxInclusiveAmt: 9, Qty: 15, UnitPrice: 0.5306667 }),
      saleOf(2.65, { code: '2', TaxInclusiveAmt: 3 }),
      discount({ PercentBased: true, DiscountPercent: 20 }),
    ];
    const invoice = await make(books, { GlobalTaxCalculation: 'TaxInclusive', Line });
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

  test('inclusive without a gross amount: made from the net, 100 + 13 % is 113', async () => {
    const invoice = await make(books, {
      GlobalTaxCalculation: 'TaxInclusive',
      Line: [saleOf(100, { code: '2' })],
    });
    expect(invoice).toMatchObject({ TotalAmt: 113, TxnTaxDetail: { TotalTax: 13 } });
    expect(invoice.Line[0]?.SalesItemLineDetail?.TaxInclusiveAmt).toBe(113);
  });

  test('an inclusive amount with two rates: the parts add up to the remainder', async () => {
    const Line = [saleOf(10, { code: '5', TaxInclusiveAmt: 11.5 })];
    const invoice = await make(books, { GlobalTaxCalculation: 'TaxInclusive', Line });
    expect(invoice.TxnTaxDetail.TaxLine?.map((line) => line.Amount)).toEqual([0.5, 1]);
    expect(invoice.TotalAmt).toBe(11.5);
  });
});
