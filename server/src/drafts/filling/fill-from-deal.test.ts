import { describe, expect, test } from 'vitest';
import type { DealProduct } from '../../pipedrive/gateway.ts';
import type { ItemRow } from '../../shared/contract/picker-rows.ts';
import { makeProfile } from '../../testing/make-draft.ts';
import { fillFromDeal } from './fill-from-deal.ts';
import type { FillSources } from './fill-sources.ts';

const product = (overrides: Partial<DealProduct> = {}): DealProduct => ({
  productId: 9001,
  name: 'Oak desk 160',
  quantity: '2',
  price: '640',
  currency: 'GBP',
  discount: { kind: 'percent', value: '0' },
  tax: '20',
  taxMethod: 'exclusive',
  comments: '',
  ...overrides,
});

test('notes prices in another currency, recurring rows and variations', () => {
  const { lines } = fillFromDeal(
    sources({
      products: [
        product({ price: '590', currency: 'EUR', discount: { kind: 'amount', value: '20' } }),
        product({ billing: { frequency: 'monthly', cycles: 12 }, variation: { id: 7 } }),
        product({ variation: { id: 8, name: 'Oiled' }, comments: 'By the window' }),
        product(),
      ],
    }),
  );
  expect(lines).toMatchObject([
    {
      unitPrice: '',
      discount: { kind: 'none' },
      dealRow: { otherPrice: { amount: '590', currency: 'EUR' } },
    },
    {
      unitPrice: '640.00',
      dealRow: { billing: { frequency: 'monthly', cycles: 12 }, variation: true },
    },
    {
      description: expect.stringMatching(/Oiled\nBy the window$/),
      dealRow: { variation: 'Oiled' },
    },
    { unitPrice: '640.00' },
  ]);
  expect(lines[3]).not.toHaveProperty('dealRow');
});

const item = (overrides: Partial<ItemRow> = {}): ItemRow => ({
  id: '7',
  name: 'Oak desk 160',
  sku: null,
  description: null,
  unitPrice: '600',
  taxable: null,
  taxCodeId: null,
  ...overrides,
});

const sources = (overrides: Partial<FillSources> = {}): FillSources => ({
  deal: {
    id: 101,
    title: 'Office fit-out',
    currency: 'GBP',
    value: '1280',
    status: 'open',
    organizationId: 501,
    personId: null,
    archived: false,
  },
  products: [product()],
  discounts: [],
  customer: { to: 'Cedar & Finch', address: '', email: '', taxId: '' },
  texts: {},

  usualRecipients: { to: '', cc: '', bcc: '' },
  remembered: null,
  term: { kind: 'days', days: 7 },
  valuesIncludeTax: false,
  profile: makeProfile(),
  candidates: [],
  items: new Map(),
  today: '2027-03-13',
  exchangeRate: null,
  proposedNumber: null,
  newKey: () => 'key',
  ...overrides,
});

test('sets the due date 7 days after 13 March to 20 March', () => {
  const { details } = fillFromDeal(sources());
  expect(details).toMatchObject({
    issueDate: '2027-03-13',
    dueDate: '2027-03-20',
    currency: 'GBP',
  });
});

test('sets the due date by a QuickBooks term and leaves it open for a missing one', () => {
  const known = fillFromDeal(sources({ term: { kind: 'quickbooks', id: '3', name: 'Net 30' } }));
  expect(known.details).toMatchObject({
    term: { kind: 'quickbooks', id: '3' },
    dueDate: '2027-04-12',
  });
  const gone = fillFromDeal(sources({ term: { kind: 'quickbooks', id: '99', name: 'Old' } }));
  expect(gone.details).toMatchObject({ term: { kind: 'none' }, dueDate: '' });
});

test('maps products to lines with discounts and linked items', () => {
  const { lines } = fillFromDeal(
    sources({
      products: [
        product({ discount: { kind: 'percent', value: '10' } }),
        product({ productId: 9002 }),
      ],
      items: new Map([[9001, { ...item(), from: 'link' }]]),
    }),
  );
  expect(lines[0]).toMatchObject({
    item: { id: '7', name: 'Oak desk 160' },
    quantity: '2',
    unitPrice: '640.00',
    discount: { kind: 'percent', value: '10' },
    taxCodeId: 'standard',
  });
  expect(lines[1]).toMatchObject({ productId: 9002, item: null, discount: { kind: 'none' } });
});

test('omits the item name from a description and keeps it without an item', () => {
  const products = [
    product({ comments: 'Oiled' }),
    product({ name: 'Desk for reception' }),
    product({ productId: 9002 }),
  ];
  const { lines } = fillFromDeal(
    sources({ products, items: new Map([[9001, { ...item(), from: 'link' }]]) }),
  );
  expect(lines.map(({ description }) => description)).toEqual([
    'Oiled',
    'Desk for reception',
    'Oak desk 160',
  ]);
});

test('maps a deal without products to one line of its value, without a value to none', () => {
  expect(fillFromDeal(sources({ products: [] })).lines).toMatchObject([
    { description: 'Office fit-out', quantity: '1', unitPrice: '1280.00', item: null },
  ]);
  const worthless = { ...sources().deal, value: null };
  expect(fillFromDeal(sources({ products: [], deal: worthless })).lines).toEqual([]);
});

test('chooses a linked customer but not another candidate', () => {
  const row = { id: '58', name: 'Cedar', email: null, address: null, currency: 'GBP' };
  const alike = fillFromDeal(sources({ candidates: [{ ...row, reason: 'name' }] }));
  expect(alike.customer.choice).toEqual({ kind: 'none' });
  const linked = fillFromDeal(sources({ candidates: [{ ...row, reason: 'saved_link' }] }));
  expect(linked.customer.choice).toEqual({
    kind: 'existing',
    id: '58',
    name: 'Cedar',
    currency: 'GBP',
    email: null,
  });
});

test('combines the deal’s discounts into one', () => {
  const percent = { kind: 'percent' as const, value: '5', description: '' };
  const amount = { kind: 'amount' as const, value: '30', description: '' };
  expect(fillFromDeal(sources({ discounts: [percent, percent] })).discount).toEqual({
    kind: 'percent',
    value: '10',
  });
  // 5 % of 2 x 640 is 64, and 30 makes 94.
  expect(fillFromDeal(sources({ discounts: [percent, amount] })).discount).toEqual({
    kind: 'amount',
    value: '94.00',
  });
});

test('calculates a percentage without rows in another currency', () => {
  const products = [
    product({ price: '100', quantity: '1' }),
    product({ price: '1000', quantity: '1', currency: 'USD' }),
  ];
  const percent = { kind: 'percent' as const, value: '10', description: '' };
  const amount = { kind: 'amount' as const, value: '5', description: '' };
  expect(fillFromDeal(sources({ products, discounts: [percent, amount] })).discount).toEqual({
    kind: 'amount',
    value: '15.00',
  });
});

test('fills in a price net of tax when QuickBooks adds its own', () => {
  const { lines, details } = fillFromDeal(
    sources({
      profile: makeProfile({ country: 'US', taxRegime: 'us_automatic', taxCodes: [] }),
      products: [
        product({
          price: '108',
          tax: '8',
          taxMethod: 'inclusive',
          discount: { kind: 'amount', value: '10.8' },
        }),
      ],
    }),
  );
  expect(details.taxMode).toBe('excluded');
  expect(lines[0]).toMatchObject({
    unitPrice: '100.00',
    discount: { kind: 'amount', value: '10.00' },
  });
});

describe('prices with inclusive tax when QuickBooks adds its own', () => {
  const profile = makeProfile({ country: 'US', taxRegime: 'us_automatic', taxCodes: [] });
  const row = (price: string, tax: string, off = '0') =>
    product({
      quantity: '1',
      price,
      tax,
      taxMethod: 'inclusive',
      discount: { kind: 'amount', value: off },
    });
  const amount = (value: string) => ({ kind: 'amount' as const, value, description: '' });
  const percent = (value: string) => ({ kind: 'percent' as const, value, description: '' });

  test.each([
    ['110 less 11 at 10 %', [row('110', '10')], [amount('11')], '10.00'],
    ['an amount beside a percentage', [row('110', '10')], [amount('11'), percent('5')], '15.00'],
    [
      'several rates, by what each row comes to',
      [row('110', '10'), row('55', '0')],
      [amount('33')],
      '31.00',
    ],
    ['rows less their own discounts', [row('220', '10', '110')], [amount('11')], '10.00'],
  ])('%s: fills in the discount net of tax', (_, products, discounts, value) => {
    const { discount } = fillFromDeal(sources({ profile, products, discounts }));
    expect(discount).toEqual({ kind: 'amount', value });
  });

  test('keeps gross prices and discount when the company uses no tax', () => {
    const off = makeProfile({ taxRegime: 'off' });
    const { lines, discount } = fillFromDeal(
      sources({ profile: off, products: [row('110', '10')], discounts: [amount('11')] }),
    );
    expect(lines[0]?.unitPrice).toBe('110.00');
    expect(discount).toEqual({ kind: 'amount', value: '11.00' });
  });

  test('keeps gross prices and discount outside the US', () => {
    const { discount } = fillFromDeal(
      sources({ products: [row('110', '10')], discounts: [amount('11')] }),
    );
    expect(discount).toEqual({ kind: 'amount', value: '11.00' });
  });
});

test('leaves a price empty that Pipedrive does not return', () => {
  const { lines } = fillFromDeal(sources({ products: [product({ price: '', quantity: '' })] }));
  expect(lines[0]).toMatchObject({ unitPrice: '', quantity: '' });
});
