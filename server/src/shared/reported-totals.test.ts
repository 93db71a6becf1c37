import { describe, expect, test } from 'vitest';
import { makeDraft, makeLine, makeProfile, makeTaxCode, usProfile } from '../testing/make-draft.ts';
import type { CompanyProfile } from './contract/company-profile.ts';
import type { Discount } from './contract/draft-content.ts';
import { invoiceTotals } from './money/invoice-totals.ts';
import { Big, money } from './money/money.ts';
import { type Sale, saleTotals } from './money/sale-totals.ts';
import { fromCents, toCents } from './money/whole-cents.ts';
import type { TaxRounding } from './tax/tax-rounding.ts';

type Typed = [amount: string, code: string];

const profile = makeProfile({
  taxCodes: [
    makeTaxCode('zero', { zero: '0' }),
    makeTaxCode('ten', { ten: '10' }),
    makeTaxCode('twelve', { twelve: '12' }),
    makeTaxCode('thirteen', { thirteen: '13' }),
    makeTaxCode('fifteen', { fifteen: '15' }),
    makeTaxCode('qst', { qst: '9.975' }),
    makeTaxCode('quebec', { gst: '5', qst: '9.975' }),
  ],
});

const totalsOf = (
  lines: Typed[],
  more: { inclusive?: boolean; discount?: Discount; rounding?: TaxRounding } = {},
) =>
  invoiceTotals(
    makeDraft({
      lines: lines.map(([unitPrice, taxCodeId]) => makeLine({ unitPrice, taxCodeId })),
      discount: more.discount ?? { kind: 'none' },
      details: { taxMode: more.inclusive ? 'inclusive' : 'excluded' },
    }),
    profile,
    more.rounding,
  );

const taxes = (totals: ReturnType<typeof totalsOf>) => totals.taxRows.map(({ tax }) => tax);

const times = (count: number, line: Typed): Typed[] => Array.from({ length: count }, () => line);

describe('outside the US, tax on top', () => {
  const many = [...times(29, ['1.59', 'twelve']), ...times(2, ['17.49', 'twelve'])];

  test.each([
    ['per_line', '9.71'],
    ['on_sum', '9.73'],
  ] as const)('29 x 1.59 and 2 x 17.49 at 12 %%, rounded %s: %s', (rounding, tax) => {
    expect(totalsOf(many, { rounding })).toMatchObject({ subtotal: '81.09', tax });
  });

  test('900 + 3000 at 10 % are 390 of tax and 4290 in all', () => {
    const totals = totalsOf([
      ['900', 'ten'],
      ['3000', 'ten'],
    ]);
    expect(totals).toMatchObject({ tax: '390.00', total: '4290.00' });
  });

  test('a rate of 0 % has a row with its base', () => {
    expect(totalsOf([['15', 'zero']]).taxRows).toEqual([
      { name: 'zero', percent: '0', base: '15.00', tax: '0.00' },
    ]);
  });

  test('4.00 at 0 % and 28.50 at 10 %', () => {
    const totals = totalsOf([
      ['4', 'zero'],
      ['28.50', 'ten'],
    ]);
    expect(totals.tax).toBe('2.85');
  });

  test('in Quebec both rates have the same base', () => {
    expect(taxes(totalsOf([['21.99', 'quebec']]))).toEqual(['1.10', '2.19']);
    expect(taxes(totalsOf([['200', 'quebec']]))).toEqual(['10.00', '19.95']);
  });

  // The reports do not name the lines, so this searches for lines that give the reported tax.
  test.each([
    ['95.40', 'fifteen', ['14.34']],
    ['4495.16', 'qst', ['448.40']],
    ['60.60', 'quebec', ['3.03', '6.05']],
  ])('%s under %s can be split into lines with the tax %s', (sum, code, reported) => {
    const found = splits(sum).some(
      (parts) => taxes(totalsOf(parts.map((part) => [part, code]))).join() === reported.join(),
    );
    expect(found).toBe(true);
  });
});

/** Splits a sum into equal lines and one for the rest, in many ways. */
const splits = (sum: string): string[][] =>
  Array.from({ length: 1500 }, (_, index) => {
    const count = 2 + (index % 30);
    const part = new Big('0.01').times(1 + Math.floor(index / 30) * 7);
    const rest = new Big(sum).minus(part.times(count));
    return rest.gt(0) ? [...Array<string>(count).fill(money(part)), money(rest)] : [sum];
  });

describe('outside the US, tax in the price', () => {
  test('9.00 + 3.00 less 20 % at 13 %: 7.20 + 2.40 are 8.49 and 1.11', () => {
    const discount: Discount = { kind: 'percent', value: '20' };
    const lines: Typed[] = [
      ['9', 'thirteen'],
      ['3', 'thirteen'],
    ];
    expect(totalsOf(lines, { inclusive: true, discount })).toMatchObject({
      subtotal: '10.61',
      discount: '2.12',
      tax: '1.11',
      total: '9.60',
    });
  });

  test('seven lines of 3951.63 at 10 %: 359.24, not the 359.25 of tax on the net', () => {
    const grosses = ['305.46', '3419.80', '87.50', '42.80', '54.12', '19.97', '21.98'];
    const totals = totalsOf(
      grosses.map((gross) => [gross, 'ten']),
      { inclusive: true },
    );
    expect(totals).toMatchObject({ subtotal: '3592.39', tax: '359.24', total: '3951.63' });
    expect(totals.lines.map(({ amount }) => amount)).toEqual([
      '277.69',
      '3108.91',
      '79.55',
      '38.91',
      '49.20',
      '18.15',
      '19.98',
    ]);
  });

  test.each([
    ['62.73', '69'],
    ['208.18', '229'],
    ['325.46', '358.01'],
    ['373.75', '411.13'],
    ['238.67', '262.54'],
    ['409.09', '450'],
    ['1183.00', '1301.30'],
    ['3267.83', '3594.61'],
    ['7106.62', '7817.28'],
    ['6000.00', '6600'],
  ])('at 10 %% %s is the net of %s', (net, gross) => {
    const totals = totalsOf([[gross, 'ten']], { inclusive: true });
    expect(totals).toMatchObject({ subtotal: net, total: money(new Big(gross)) });
  });
});

describe('in the US, one code for the invoice', () => {
  const code = (rates: Record<string, string>): CompanyProfile =>
    makeProfile({ ...usProfile('us_manual'), taxCodes: [makeTaxCode('code', rates)] });
  const taxed = (...prices: string[]) =>
    makeDraft({
      lines: prices.map((unitPrice) => makeLine({ unitPrice, taxCodeId: 'TAX' })),
      details: { salesTaxCodeId: 'code', currency: 'USD' },
    });

  test('335.25 at 8 % make 26.82 and 362.07', () => {
    const totals = invoiceTotals(taxed('275', '12.75', '47.50'), code({ city: '8' }));
    expect(totals).toMatchObject({ tax: '26.82', total: '362.07' });
  });

  test.each([
    ['on_sum', '29.96', '460.40'],
    ['per_line', '29.97', '460.41'],
  ] as const)('422.00 at 7.1 %% and 2 %%, rounded %s', (rounding, first, total) => {
    const content = taxed('75', '72', '275');
    const totals = invoiceTotals(content, code({ state: '7.1', city: '2' }), rounding);
    expect(taxes(totals)).toEqual([first, '8.44']);
    expect(totals.total).toBe(total);
  });

  const sale = (percent: string, ...nets: string[]): Sale => ({
    lines: nets.map((net) => ({
      net: toCents(new Big(net)),
      gross: toCents(new Big(net)),
      rates: [{ id: 'rate', name: 'rate', percent }],
    })),
    discount: { kind: 'none' },
    inclusive: false,
    rounding: 'on_sum',
    taxAfterDiscount: false,
  });
  const figures = (of: Sale) => {
    const { discount, tax, total } = saleTotals(of);
    return [discount, tax, total].map((amount) => money(fromCents(amount)));
  };

  test('50.00 less 10 % with 2.00 shipping, taxed before the discount: 5.00 and 52.00', () => {
    const goods = sale('10', '50');
    const shipping = { net: 200n, gross: 200n, rates: [], shipping: true };
    const lines = [...goods.lines, shipping];
    const discount = { kind: 'percent', percent: new Big(10) } as const;
    expect(figures({ ...goods, lines, discount })).toEqual(['5.00', '5.00', '52.00']);
    const after = figures({ ...goods, lines, discount, taxAfterDiscount: true });
    expect(after).toEqual(['5.00', '4.50', '51.50']);
  });

  test('345.00 less 29.50 at 6.5 % is 337.93, because 22.425 is rounded up', () => {
    const discount = { kind: 'amount', net: 2950n } as const;
    expect(figures({ ...sale('6.5', '345'), discount })).toEqual(['29.50', '22.43', '337.93']);
  });
});
