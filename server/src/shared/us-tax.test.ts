import { describe, expect, test } from 'vitest';
import { makeDraft, makeLine, makeProfile, usProfile } from '../testing/make-draft.ts';
import type { DraftLine } from './contract/draft-content.ts';
import { invoiceTotals } from './money/invoice-totals.ts';

describe('US with one sales tax code for the invoice', () => {
  const lines = [
    makeLine({ unitPrice: '275', taxCodeId: 'TAX' }),
    makeLine({
      unitPrice: '12.75',
      taxCodeId: null,
      item: { id: '2', name: 'Pump', taxable: true },
    }),
    makeLine({ unitPrice: '47.50', taxCodeId: 'TAX' }),
  ];
  const exempt = [
    makeLine({ unitPrice: '10', taxCodeId: 'NON' }),
    makeLine({ unitPrice: '10', taxCodeId: null }),
    makeLine({
      unitPrice: '10',
      taxCodeId: null,
      item: { id: '3', name: 'Advice', taxable: false },
    }),
  ];
  const details = { salesTaxCodeId: 'county', currency: 'USD' };

  test('335.25 at 8 % is 362.07', () => {
    expect(
      invoiceTotals(makeDraft({ lines, details }), makeProfile(usProfile('us_manual'))),
    ).toMatchObject({
      subtotal: '335.25',
      tax: '26.82',
      taxRows: [{ name: 'county', percent: '8', base: '335.25', tax: '26.82' }],
      total: '362.07',
    });
  });

  test('each rate of a code is rounded separately', () => {
    const content = makeDraft({ lines, details: { ...details, salesTaxCodeId: 'city' } });
    expect(invoiceTotals(content, makeProfile(usProfile('us_manual')))).toMatchObject({
      tax: '26.83',
      taxRows: [{ tax: '20.12' }, { tax: '6.71' }],
    });
  });

  test('lines that are not taxable add no tax', () => {
    const totals = invoiceTotals(
      makeDraft({ lines: exempt, details }),
      makeProfile(usProfile('us_manual')),
    );
    expect(totals).toMatchObject({ subtotal: '30.00', tax: '0.00', taxRows: [], total: '30.00' });
  });

  test('the discount is taken off before the tax', () => {
    const discount = { kind: 'percent', value: '50' } as const;
    const line = makeLine({ unitPrice: '100', taxCodeId: 'TAX' });
    expect(
      invoiceTotals(
        makeDraft({ lines: [line], details, discount }),
        makeProfile(usProfile('us_manual')),
      ),
    ).toMatchObject({ discount: '50.00', tax: '4.00', total: '54.00' });
  });

  test('an invoice without a chosen code has no tax', () => {
    const content = makeDraft({ lines, details: { ...details, salesTaxCodeId: null } });
    expect(invoiceTotals(content, makeProfile(usProfile('us_manual')))).toMatchObject({
      tax: '0.00',
      total: '335.25',
    });
  });
});

describe('US with automated sales tax', () => {
  const totalsOf = (...lines: Partial<DraftLine>[]) =>
    invoiceTotals(
      makeDraft({ lines: lines.map(makeLine) }),
      makeProfile(usProfile('us_automatic')),
    );

  test.each<[string, Partial<DraftLine>]>([
    ['marked taxable', { taxCodeId: 'TAX' }],
    ['of a taxable item', { taxCodeId: null, item: { id: '1', name: 'Desk', taxable: true } }],
    ['of an item that is not marked', { taxCodeId: null }],
    ['not linked yet', { taxCodeId: null, item: null }],
  ])('the tax is unknown with a line %s', (_, line) => {
    expect(totalsOf({ taxCodeId: 'NON' }, line)).toMatchObject({
      tax: null,
      taxRows: [],
      total: '200.00',
    });
  });

  test('the tax is 0 when every line is exempt', () => {
    const exempt = { taxCodeId: null, item: { id: '1', name: 'Advice', taxable: false } };
    expect(totalsOf({ taxCodeId: 'NON' }, exempt)).toMatchObject({ tax: '0.00', total: '200.00' });
  });
});

test('a company with sales tax switched off has no tax', () => {
  const content = makeDraft({
    lines: [makeLine({ taxCodeId: 'TAX' })],
    details: { currency: 'USD' },
  });
  expect(invoiceTotals(content, makeProfile(usProfile('off')))).toMatchObject({
    tax: '0.00',
    taxRows: [],
    total: '100.00',
  });
});
