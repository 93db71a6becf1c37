import type { Country } from './countries.ts';
import type { Totals } from './quickbooks-totals.ts';

/** Decimal text in cents; net and gross differ only where prices contain the tax. */
type ExampleLine = { net: string; gross?: string; code: string; shipping?: boolean };

/** An invoice whose totals QuickBooks was seen to calculate. */
export type WorkedExample = {
  name: string;
  /** Where the figures come from. */
  source: string;
  country: Country;
  lines: ExampleLine[];
  pricesContainTax?: boolean;
  discount?: { kind: 'percent' | 'amount'; value: string };
  /** False: US, tax before the discount. */
  taxAfterDiscount?: boolean;
  expected: Partial<Totals>;
};

/** A company in which every code has these rates. */
const companyLike = (
  like: Country['like'],
  codes: Country['codes'],
  rounding: Country['rounding'] = 'line',
): Country => ({
  like,
  codePer: like === 'customNumbers' ? 'invoice' : 'line',
  rounding,
  codes,
});

const one = (percent: string) => ({ T: { T: percent } });
const inUs = (codes: Country['codes']) => companyLike('customNumbers', codes, 'sum');
const pairs = (text: string): ExampleLine[] =>
  text.split('; ').map((pair) => {
    const [net = '', gross = ''] = pair.split('/');
    return { net, gross, code: 'T' };
  });

const community = 'Intuit community';
const production2023 = 'invoices of an Australian company, production 2023';
const live = 'recorded live, 2026';

const canadianSum: WorkedExample = {
  name: 'Canada, 12 %: 29 lines of 1.59 and 2 of 17.49',
  source: community,
  country: companyLike('ca', one('12')),
  lines: [
    ...Array.from({ length: 29 }, () => ({ net: '1.59', code: 'T' })),
    { net: '17.49', code: 'T' },
    { net: '17.49', code: 'T' },
  ],
  expected: { subtotal: '81.09', tax: '9.71', total: '90.80' },
};

const usTwoRates: WorkedExample = {
  name: 'US, 7.1 % and 2 %: 75, 72 and 275',
  source: `${live}, invoice 93`,
  country: inUs({ T: { state: '7.1', city: '2' } }),
  lines: ['75', '72', '275'].map((net) => ({ net, code: 'TAX' })),
  expected: {
    subtotal: '422.00',
    rows: { state: { base: '422.00', tax: '29.96' }, city: { base: '422.00', tax: '8.44' } },
    tax: '38.40',
    total: '460.40',
  },
};

/** All examples whose input is complete: every line and rate is known. */
export const workedExamples: WorkedExample[] = [
  canadianSum,
  {
    ...canadianSum,
    name: `${canadianSum.name}, if it rounded the sum`,
    country: { ...canadianSum.country, rounding: 'sum' },
    expected: { tax: '9.73' },
  },
  {
    name: 'Canada, 13 % in the price, 20 % off: 9.00 and 3.00',
    source: 'quickbooks-ruby, invoice_with_bundle_line_item.xml',
    country: companyLike('ca', one('13')),
    lines: pairs('7.96/9.00; 2.65/3.00'),
    pricesContainTax: true,
    discount: { kind: 'percent', value: '20' },
    expected: {
      subtotal: '10.61',
      discount: '2.12',
      rows: { T: { base: '8.49', tax: '1.11' } },
      tax: '1.11',
      total: '9.60',
    },
  },
  {
    name: 'Australia, 10 % in the price, seven lines',
    source: production2023,
    country: companyLike('au', one('10')),
    lines: pairs(
      '277.69/305.46; 3108.91/3419.80; 79.55/87.50; 38.91/42.80; 49.20/54.12; 18.15/19.97; 19.98/21.98',
    ),
    pricesContainTax: true,
    expected: { subtotal: '3592.39', tax: '359.24', total: '3951.63' },
  },
  ...[
    ['62.73', '69.00'],
    ['208.18', '229.00'],
    ['325.46', '358.01'],
    ['373.75', '411.13'],
    ['238.67', '262.54'],
    ['409.09', '450.00'],
    ['1183.00', '1301.30'],
    ['3267.83', '3594.61'],
    ['7106.62', '7817.28'],
    ['6000.00', '6600.00'],
  ].map(
    ([net = '', total = '']): WorkedExample => ({
      name: `Australia, 10 % in the price: ${total} is ${net} without tax`,
      source: production2023,
      country: companyLike('au', one('10')),
      lines: [{ net, gross: total, code: 'T' }],
      pricesContainTax: true,
      expected: { subtotal: net, total },
    }),
  ),
  {
    name: 'Australia, 10 %: 900 and 3000',
    source: production2023,
    country: companyLike('au', one('10')),
    lines: ['900', '3000'].map((net) => ({ net, code: 'T' })),
    expected: { tax: '390.00', total: '4290.00' },
  },
  {
    name: 'Australia, a zero-rate code: 15',
    source: production2023,
    country: companyLike('au', one('0')),
    lines: [{ net: '15', code: 'T' }],
    expected: { rows: { T: { base: '15.00', tax: '0.00' } }, tax: '0.00', total: '15.00' },
  },
  {
    name: 'US, 8 %: 275, 12.75 and 47.50',
    source: live,
    country: inUs(one('8')),
    lines: ['275', '12.75', '47.50'].map((net) => ({ net, code: 'TAX' })),
    expected: { subtotal: '335.25', tax: '26.82', total: '362.07' },
  },
  {
    name: 'US, 8 %: 30 not taxable, 45 taxable',
    source: live,
    country: inUs(one('8')),
    lines: [
      { net: '30', code: 'NON' },
      { net: '45', code: 'TAX' },
    ],
    expected: { rows: { T: { base: '45.00', tax: '3.60' } }, tax: '3.60', total: '78.60' },
  },
  usTwoRates,
  {
    ...usTwoRates,
    name: `${usTwoRates.name}, if it rounded each line`,
    country: { ...usTwoRates.country, rounding: 'line' },
    expected: { tax: '38.41' },
  },
  {
    name: 'US, 10 % before a discount of 10 %: 50.00 and shipping of 2.00',
    source: 'VOSKA qbo-cli, invoice.md',
    country: inUs(one('10')),
    lines: [
      { net: '50', code: 'TAX' },
      { net: '2', code: 'NON', shipping: true },
    ],
    discount: { kind: 'percent', value: '10' },
    taxAfterDiscount: false,
    expected: { subtotal: '50.00', discount: '5.00', tax: '5.00', total: '52.00' },
  },
  {
    name: 'US, 6.5 % before a discount: 345.00, half a cent is rounded up',
    source: 'Intuit, documentation of invoices',
    country: inUs(one('6.5')),
    lines: [{ net: '345', code: 'TAX' }],
    discount: { kind: 'amount', value: '29.50' },
    taxAfterDiscount: false,
    expected: { tax: '22.43', total: '337.93' },
  },
  {
    name: 'UK, a reverse charge of 20 % on 10.00 and 5 % of 1.00',
    source: 'quickbooks-ruby, purchase_cash_response.xml',
    country: companyLike('uk', { RC: { up: '20', down: '-20' }, T: { T: '5' } }),
    lines: [
      { net: '10', code: 'RC' },
      { net: '1', code: 'T' },
    ],
    expected: {
      rows: {
        up: { base: '10.00', tax: '2.00' },
        down: { base: '10.00', tax: '-2.00' },
        T: { base: '1.00', tax: '0.05' },
      },
      tax: '0.05',
      total: '11.05',
    },
  },
  {
    name: 'two rates on one invoice: 4.00 at 0 % and 28.50 at 10 %',
    source: 'quickbooks-ruby, invoice.xml',
    country: companyLike('au', { Z: { Z: '0' }, T: { T: '10' } }),
    lines: [
      { net: '4', code: 'Z' },
      { net: '28.50', code: 'T' },
    ],
    expected: { tax: '2.85' },
  },
  {
    name: 'Quebec, GST alone: 21.99',
    source: 'production, August 2026',
    country: companyLike('ca', one('5')),
    lines: [{ net: '21.99', code: 'T' }],
    expected: { tax: '1.10' },
  },
  {
    name: '5 % of 400',
    source: 'quickbooks-ruby, bill_txn_tax_detail.xml',
    country: companyLike('uk', one('5')),
    lines: [{ net: '400', code: 'T' }],
    expected: { tax: '20.00', total: '420.00' },
  },
];

/** Examples of which only the sum of the lines is known; some lines must give the tax. */
export const examplesBySum = [
  { name: 'Canada, 15 % HST', sum: '95.40', codes: one('15'), taxes: ['14.34'], oneLine: '14.31' },
  {
    name: 'Canada, 9.975 % QST',
    sum: '4495.16',
    codes: one('9.975'),
    taxes: ['448.40'],
    oneLine: '448.39',
  },
  {
    name: 'Quebec, GST and QST on the same base',
    sum: '60.60',
    codes: { T: { gst: '5', qst: '9.975' } },
    taxes: ['3.03', '6.05'],
    oneLine: null,
  },
];
