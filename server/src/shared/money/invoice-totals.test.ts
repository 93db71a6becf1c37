import { describe, expect, test } from 'vitest';
import {
  canadianProfile,
  makeDraft,
  makeLine,
  makeProfile,
  usProfile,
} from '../../testing/make-draft.ts';
import { invoiceTotals } from './invoice-totals.ts';

describe('the whole-invoice discount', () => {
  const lines = [
    makeLine({ unitPrice: '60', taxCodeId: 'standard' }),
    makeLine({ unitPrice: '40', taxCodeId: 'reduced' }),
  ];

  test('in percent lowers the base of every rate in proportion', () => {
    const discount = { kind: 'percent', value: '25' } as const;
    expect(invoiceTotals(makeDraft({ lines, discount }), makeProfile())).toMatchObject({
      subtotal: '100.00',
      discount: '25.00',
      taxRows: [
        { name: 'vat20', percent: '20', base: '45.00', tax: '9.00' },
        { name: 'vat5', percent: '5', base: '30.00', tax: '1.50' },
      ],
      tax: '10.50',
      total: '85.50',
    });
  });

  test('as an amount lowers the base of every rate in proportion', () => {
    const discount = { kind: 'amount', value: '50' } as const;
    expect(invoiceTotals(makeDraft({ lines, discount }), makeProfile())).toMatchObject({
      discount: '50.00',
      tax: '7.00',
      total: '57.00',
    });
  });

  test('is limited to the subtotal', () => {
    const discount = { kind: 'amount', value: '5000' } as const;
    expect(invoiceTotals(makeDraft({ lines, discount }), makeProfile())).toMatchObject({
      discount: '100.00',
      tax: '0.00',
      total: '0.00',
      complete: true,
    });
  });

  test('that is not a number counts as none and makes the totals incomplete', () => {
    const discount = { kind: 'amount', value: 'some' } as const;
    expect(invoiceTotals(makeDraft({ lines, discount }), makeProfile())).toMatchObject({
      discount: '0.00',
      complete: false,
    });
  });
});

describe('prices without tax', () => {
  test.each([
    ['on every line', 'per_line', '0.09', '0.48'],
    ['on the sum', 'on_sum', '0.08', '0.47'],
  ] as const)('tax is rounded %s', (_, taxRounding, tax, total) => {
    const lines = [1, 2, 3].map((n) => makeLine({ key: `${n}`, unitPrice: '0.13' }));
    expect(invoiceTotals(makeDraft({ lines }), makeProfile({ taxRounding }))).toMatchObject({
      subtotal: '0.39',
      tax,
      total,
    });
  });

  test('a code with two rates has two rows', () => {
    const lines = [makeLine({ unitPrice: '200', taxCodeId: 'gst-pst' })];
    expect(invoiceTotals(makeDraft({ lines }), makeProfile(canadianProfile)).taxRows).toEqual([
      { name: 'gst', percent: '5', base: '200.00', tax: '10.00' },
      { name: 'pst', percent: '7', base: '200.00', tax: '14.00' },
    ]);
  });

  test('a line without a tax code adds no tax', () => {
    const lines = [makeLine({ taxCodeId: null }), makeLine({ taxCodeId: 'gone' })];
    expect(invoiceTotals(makeDraft({ lines }), makeProfile())).toMatchObject({
      tax: '0.00',
      taxRows: [],
    });
  });

  test('an invoice without tax adds none', () => {
    const content = makeDraft({ details: { taxMode: 'none' } });
    expect(invoiceTotals(content, makeProfile())).toMatchObject({ tax: '0.00', total: '100.00' });
  });
});

describe('prices that contain the tax', () => {
  test('the gross stays and the tax is gross less net (Canada, 13 %)', () => {
    const totals = invoiceTotals(
      makeDraft({
        lines: [
          makeLine({ key: 'a', unitPrice: '9.00', taxCodeId: 'hst' }),
          makeLine({ key: 'b', unitPrice: '3.00', taxCodeId: 'hst' }),
        ],
        discount: { kind: 'percent', value: '20' },
        details: { taxMode: 'inclusive', currency: 'CAD' },
      }),
      makeProfile(canadianProfile),
    );
    expect(totals.lines).toEqual([
      {
        key: 'a',
        netUnitPrice: '7.96',
        amount: '7.96',
        grossAmount: '9.00',
        discountAmount: '0.00',
        inclusiveAmount: '9.00',
      },
      {
        key: 'b',
        netUnitPrice: '2.65',
        amount: '2.65',
        grossAmount: '3.00',
        discountAmount: '0.00',
        inclusiveAmount: '3.00',
      },
    ]);
    expect(totals).toMatchObject({
      subtotal: '10.61',
      discount: '2.12',
      tax: '1.11',
      taxRows: [{ name: 'hst13', percent: '13', base: '8.49', tax: '1.11' }],
      total: '9.60',
      complete: true,
    });
  });

  test('the line discount is taken off the price with tax', () => {
    const totals = invoiceTotals(
      makeDraft({
        lines: [
          makeLine({ quantity: '3', unitPrice: '10', discount: { kind: 'percent', value: '10' } }),
        ],
        details: { taxMode: 'inclusive' },
      }),
      makeProfile(),
    );
    expect(totals.lines[0]).toMatchObject({
      netUnitPrice: '7.50',
      amount: '22.50',
      grossAmount: '30.00',
      discountAmount: '3.00',
      inclusiveAmount: '27.00',
    });
    expect(totals).toMatchObject({ subtotal: '22.50', tax: '4.50', total: '27.00' });
  });

  test('an amount off the invoice lowers the total by that amount', () => {
    const totals = invoiceTotals(
      makeDraft({
        lines: [makeLine({ unitPrice: '120' })],
        discount: { kind: 'amount', value: '12' },
        details: { taxMode: 'inclusive' },
      }),
      makeProfile(),
    );
    expect(totals).toMatchObject({
      subtotal: '100.00',
      discount: '10.00',
      tax: '18.00',
      total: '108.00',
    });
  });

  test('the rows of several rates add up to gross less net', () => {
    const totals = invoiceTotals(
      makeDraft({
        lines: [makeLine({ unitPrice: '10.01', taxCodeId: 'gst-pst' })],
        details: { taxMode: 'inclusive', currency: 'CAD' },
      }),
      makeProfile(canadianProfile),
    );
    // 10.01 / 1.12 = 8.94; 5 % is 0.45 and 7 % is 0.63, and 1.07 remains.
    expect(totals).toMatchObject({
      subtotal: '8.94',
      tax: '1.07',
      taxRows: [{ tax: '0.45' }, { tax: '0.62' }],
      total: '10.01',
    });
  });

  test('are not used in the US', () => {
    const content = makeDraft({ details: { taxMode: 'inclusive', currency: 'USD' } });
    expect(invoiceTotals(content, makeProfile(usProfile('off')))).toMatchObject({
      total: '100.00',
      lines: [{ inclusiveAmount: null }],
    });
  });
});

test('a draft without lines has zero totals', () => {
  expect(invoiceTotals(makeDraft({ lines: [] }), makeProfile())).toEqual({
    lines: [],
    subtotal: '0.00',
    discount: '0.00',
    shipping: '0.00',
    inclusiveShipping: null,
    tax: '0.00',
    taxRows: [],
    total: '0.00',
    complete: true,
  });
});

describe('shipping', () => {
  const shipping = { amount: '12', taxCodeId: 'standard' };

  test('is taxed, but not discounted', () => {
    const draft = makeDraft({ shipping, discount: { kind: 'percent', value: '10' } });
    expect(invoiceTotals(draft, makeProfile())).toMatchObject({
      subtotal: '100.00',
      discount: '10.00',
      shipping: '12.00',
      tax: '20.40',
      total: '122.40',
    });
  });

  test('contains the tax where prices do', () => {
    const draft = makeDraft({ shipping, details: { taxMode: 'inclusive' } });
    expect(invoiceTotals(draft, makeProfile())).toMatchObject({
      shipping: '10.00',
      inclusiveShipping: '12.00',
      total: '112.00',
    });
  });

  test('leaves the total unknown under automated sales tax unless it is exempt', () => {
    const profile = makeProfile(usProfile('us_automatic'));
    const lines = [makeLine({ taxCodeId: 'NON' })];
    const taxOf = (taxCodeId: string | null) =>
      invoiceTotals(makeDraft({ lines, shipping: { amount: '12', taxCodeId } }), profile).tax;
    expect([taxOf(null), taxOf('NON')]).toEqual([null, '0.00']);
  });
});

test('a description alone has no amount and no tax', () => {
  const text = makeLine({ kind: 'text', item: null, quantity: '', unitPrice: '', taxCodeId: null });
  expect(invoiceTotals(makeDraft({ lines: [makeLine(), text] }), makeProfile())).toMatchObject({
    subtotal: '100.00',
    total: '120.00',
    complete: true,
  });
});

test('a bundle has the amounts and taxes of its items in all its quantities', () => {
  const part = (quantity: string, unitPrice: string, taxCodeId: string) => ({
    item: { id: '1', name: 'Services', taxable: null },
    description: '',
    quantity,
    unitPrice,
    taxCodeId,
  });
  const bundle = {
    id: '24',
    name: 'Set',
    parts: [part('1', '100', 'standard'), part('4', '10.50', 'zero')],
  };
  const line = makeLine({ item: null, unitPrice: '', taxCodeId: null, quantity: '2', bundle });
  const totals = invoiceTotals(makeDraft({ lines: [line] }), makeProfile());
  expect(totals).toMatchObject({ subtotal: '284.00', tax: '40.00', total: '324.00' });
  expect(totals.lines).toMatchObject([
    { amount: '284.00', parts: [{ amount: '200.00' }, { amount: '84.00' }] },
  ]);
  expect(
    invoiceTotals(makeDraft({ lines: [{ ...line, quantity: 'two' }] }), makeProfile()),
  ).toMatchObject({ complete: false, lines: [{ amount: null }] });
});
