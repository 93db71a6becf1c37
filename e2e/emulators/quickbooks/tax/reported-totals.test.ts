import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { composeInvoice } from '../company/compose-invoice.ts';
import { invoiceBody } from '../company/invoice-body.ts';
import type { Company } from '../company/realm.ts';
import { seedCompany } from '../seed/company-seed.ts';
import { type Switches, usualSwitches } from '../switches.ts';
import { saleOf } from '../testing/open-realm.ts';
import { readBody } from '../wire/body-faults.ts';

const now = Date.parse('2026-11-21T18:00:00Z');

/** A company with only these tax codes: the percentages of the rates by code. */
function companyWith(like: Company['like'], codes: Record<string, number[]>): Company {
  const company = seedCompany({ id: '1', name: like, like, size: 'small', preferences: {} }, now);
  const [code] = Object.values(company.taxCodes).filter((one) => one.TaxGroup);
  const [rate] = Object.values(company.taxRates);
  if (!code || !rate) throw new Error('The seed has codes and rates');
  for (const [id, percents] of Object.entries(codes)) {
    const details = percents.map((percent, TaxOrder) => {
      const Id = `${id}${TaxOrder}`;
      company.taxRates[Id] = { ...rate, Id, Name: Id, RateValue: percent };
      return { TaxRateRef: { value: Id }, TaxTypeApplicable: 'TaxOnAmount' as const, TaxOrder };
    });
    const SalesTaxRateList = { TaxRateDetail: details };
    company.taxCodes[id] = { ...code, Id: id, Name: id, SalesTaxRateList };
  }
  return company;
}

function invoiceOf(company: Company, body: object, switches: Partial<Switches> = {}) {
  const books = { company, now, switches: { ...usualSwitches, ...switches } };
  return composeInvoice(books, readBody(invoiceBody, { CustomerRef: { value: '1' }, ...body }));
}

const excluded = (lines: [number, string][]) => ({
  GlobalTaxCalculation: 'TaxExcluded',
  Line: lines.map(([amount, code]) => saleOf(amount, { code })),
});

const inclusive = (lines: [net: number, gross: number][], code: string) => ({
  GlobalTaxCalculation: 'TaxInclusive',
  Line: lines.map(([net, gross]) => saleOf(net, { code, TaxInclusiveAmt: gross })),
});

const percentOff = (DiscountPercent: number) => ({
  DetailType: 'DiscountLineDetail',
  DiscountLineDetail: { PercentBased: true, DiscountPercent },
});

const amountsOf = (invoice: ReturnType<typeof invoiceOf>) =>
  invoice.TxnTaxDetail.TaxLine?.map((line) => line.Amount);

describe('outside the US, tax on top', () => {
  const many: [number, string][] = [
    ...Array.from({ length: 29 }, (): [number, string] => [1.59, 'T']),
    [17.49, 'T'],
    [17.49, 'T'],
  ];

  test.each([
    ['line', 9.71],
    ['sum', 9.73],
  ] as const)('29 x 1.59 and 2 x 17.49 at 12 %%, rounded by the %s: %d', (rounding, tax) => {
    const company = companyWith('ca', { T: [12] });
    const invoice = invoiceOf(company, excluded(many), { taxRoundingOutsideUs: rounding });
    expect(invoice.TxnTaxDetail.TotalTax).toBe(tax);
  });

  test('Australia, 10 %: 900 + 3000 make 390 and 4290', () => {
    const company = companyWith('ca', { T: [10] });
    const invoice = invoiceOf(
      company,
      excluded([
        [900, 'T'],
        [3000, 'T'],
      ]),
    );
    expect(invoice).toMatchObject({ TotalAmt: 4290, TxnTaxDetail: { TotalTax: 390 } });
  });

  test('adds a tax row with its base for a rate of 0 %', () => {
    const company = companyWith('ca', { Z: [0] });
    const [row] = invoiceOf(company, excluded([[15, 'Z']])).TxnTaxDetail.TaxLine ?? [];
    expect(row).toMatchObject({
      Amount: 0,
      TaxLineDetail: { TaxPercent: 0, NetAmountTaxable: 15 },
    });
  });

  test('two rates on one invoice: 4.00 at 0 % and 28.50 at 10 %', () => {
    const company = companyWith('ca', { Z: [0], T: [10] });
    const invoice = invoiceOf(
      company,
      excluded([
        [4, 'Z'],
        [28.5, 'T'],
      ]),
    );
    expect(invoice.TxnTaxDetail.TotalTax).toBe(2.85);
  });

  test('Quebec: both rates on the same base', () => {
    const company = companyWith('ca', { Q: [5, 9.975] });
    expect(amountsOf(invoiceOf(company, excluded([[21.99, 'Q']])))).toEqual([1.1, 2.19]);
    const reported = splits(60.6).some(
      (parts) =>
        String(amountsOf(invoiceOf(company, excluded(parts.map((part) => [part, 'Q']))))) ===
        '3.03,6.05',
    );
    expect(reported).toBe(true);
  });

  test.each([
    ['95.40 at 15 % HST', 95.4, 15, 14.34],
    ['4495.16 at 9.975 % QST', 4495.16, 9.975, 448.4],
  ])('reproduces the reported tax with some lines of %s', (_, sum, percent, tax) => {
    const company = companyWith('ca', { T: [percent] });
    const taxes = splits(sum).map(
      (parts) =>
        invoiceOf(company, excluded(parts.map((part) => [part, 'T']))).TxnTaxDetail.TotalTax,
    );
    expect(taxes).toContain(tax);
  });
});

/** Ways to split a sum into equal lines and one line with the rest. */
function splits(sum: number): number[][] {
  return Array.from({ length: 1500 }, (_, index) => {
    const count = 2 + (index % 30);
    const part = Big(0.01).times(1 + Math.floor(index / 30) * 7);
    const rest = Big(sum).minus(part.times(count));
    return rest.gt(0) ? [...Array<number>(count).fill(part.toNumber()), rest.toNumber()] : [sum];
  });
}

describe('outside the US, tax in the price', () => {
  test('12.00 less 20 % at 13 %: 7.20 + 2.40 are 8.49 and 1.11', () => {
    const company = companyWith('ca', { T: [13] });
    const sale = inclusive(
      [
        [7.96, 9],
        [2.65, 3],
      ],
      'T',
    );
    const invoice = invoiceOf(company, { ...sale, Line: [...sale.Line, percentOff(20)] });
    expect(invoice).toMatchObject({ TotalAmt: 9.6, TxnTaxDetail: { TotalTax: 1.11 } });
    const amounts = invoice.Line.map((line) => line.Amount);
    expect(amounts).toEqual([7.96, 2.65, 10.61, 2.12]);
  });

  test('Australia, seven lines of 3951.63: 359.24', () => {
    const company = companyWith('ca', { T: [10] });
    const lines: [number, number][] = [
      [277.69, 305.46],
      [3108.91, 3419.8],
      [79.55, 87.5],
      [38.91, 42.8],
      [49.2, 54.12],
      [18.15, 19.97],
      [19.98, 21.98],
    ];
    expect(invoiceOf(company, inclusive(lines, 'T'))).toMatchObject({
      TotalAmt: 3951.63,
      TxnTaxDetail: {
        TotalTax: 359.24,
        TaxLine: [{ TaxLineDetail: { NetAmountTaxable: 3592.39 } }],
      },
    });
  });

  test.each([
    [62.73, 69],
    [208.18, 229],
    [325.46, 358.01],
    [373.75, 411.13],
    [238.67, 262.54],
    [409.09, 450],
    [1183, 1301.3],
    [3267.83, 3594.61],
    [7106.62, 7817.28],
    [6000, 6600],
  ])('Australia: %d and %d belong together', (net, gross) => {
    const company = companyWith('ca', { T: [10] });
    const Line = [saleOf(net, { code: 'T' })];
    expect(invoiceOf(company, { GlobalTaxCalculation: 'TaxInclusive', Line }).TotalAmt).toBe(gross);
  });
});

describe('in the US, one code for the invoice', () => {
  const taxed = (amounts: number[], more: object = {}) => ({
    TxnTaxDetail: { TxnTaxCodeRef: { value: 'T' } },
    ApplyTaxAfterDiscount: false,
    Line: amounts.map((amount) => saleOf(amount, { code: 'TAX' })),
    ...more,
  });

  test('335.25 at 8 % make 26.82 and 362.07', () => {
    const company = companyWith('customNumbers', { T: [8] });
    expect(invoiceOf(company, taxed([275, 12.75, 47.5]))).toMatchObject({
      TotalAmt: 362.07,
      TxnTaxDetail: { TotalTax: 26.82 },
    });
  });

  test.each([
    ['sum', [29.96, 8.44], 460.4],
    ['line', [29.97, 8.44], 460.41],
  ] as const)('422.00 at 7.1 % and 2 %%, rounded by the %s', (taxRoundingInUs, taxes, total) => {
    const company = companyWith('customNumbers', { T: [7.1, 2] });
    const invoice = invoiceOf(company, taxed([75, 72, 275]), { taxRoundingInUs });
    expect(amountsOf(invoice)).toEqual(taxes);
    expect(invoice.TotalAmt).toBe(total);
  });

  test('50.00 less 10 % with 2.00 shipping, taxed before the discount: 5.00 and 52.00', () => {
    const company = companyWith('customNumbers', { T: [10] });
    const shipping = saleOf(2, { code: 'NON', ItemRef: { value: 'SHIPPING_ITEM_ID' } });
    const [sold] = taxed([50]).Line;
    const Line = [sold, percentOff(10), shipping];
    expect(invoiceOf(company, taxed([], { Line }))).toMatchObject({
      TotalAmt: 52,
      TxnTaxDetail: { TotalTax: 5 },
    });
  });

  test('345.00 less 29.50 at 6.5 %: 22.425 is rounded up, 337.93 in all', () => {
    const company = companyWith('customNumbers', { T: [6.5] });
    const off = {
      DetailType: 'DiscountLineDetail',
      Amount: 29.5,
      DiscountLineDetail: { PercentBased: false },
    };
    const [sold] = taxed([345]).Line;
    expect(invoiceOf(company, taxed([], { Line: [sold, off] }))).toMatchObject({
      TotalAmt: 337.93,
      TxnTaxDetail: { TotalTax: 22.43 },
    });
  });

  test('excludes a non-taxable line from the base', () => {
    const company = companyWith('customNumbers', { T: [8] });
    const Line = [saleOf(30, { code: 'NON' }), saleOf(45, { code: 'TAX' })];
    expect(invoiceOf(company, taxed([], { Line })).TxnTaxDetail).toMatchObject({
      TotalTax: 3.6,
      TaxLine: [{ TaxLineDetail: { NetAmountTaxable: 45 } }],
    });
  });
});
