import { describe, expect, it } from 'vitest';
import type { ItemRow } from '../../items/contract.ts';
import type { DealProduct } from '../../pipedrive/gateway.ts';
import { productRowsOf } from '../../pipedrive/translate-deal.ts';
import { checkDraft } from '../../shared/checks/check-draft.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { invoiceTotals } from '../../shared/money/invoice-totals.ts';
import { makeProfile, makeTaxCode } from '../../testing/make-draft.ts';
import { fillFromDeal } from './fill-from-deal.ts';

/** A row of a deal as Pipedrive sends it. */
const row = (product_id: number, differs: object = {}): DealProduct[] =>
  productRowsOf({
    product_id,
    name: `Product ${product_id}`,
    quantity: 1,
    item_price: 100,
    currency: 'GBP',
    discount: 0,
    discount_type: 'percentage',
    tax: 0,
    tax_method: 'none',
    ...differs,
  });

const item = (id: string, taxCodeId: string | null): ItemRow => ({
  id,
  name: id,
  sku: null,
  description: null,
  unitPrice: null,
  taxable: null,
  taxCodeId,
});

type Arranged = {
  /** By product id: the own tax codes of the items they are linked to. */
  items?: Record<number, string | null>;
  profile?: Partial<CompanyProfile>;
  valuesIncludeTax?: boolean;
};

const filled = (rows: DealProduct[][], { items = {}, profile, valuesIncludeTax }: Arranged) => {
  const company = makeProfile(profile);
  const content = fillFromDeal({
    deal: {
      id: 101,
      title: 'Office fit-out',
      currency: 'GBP',
      value: '200',
      status: 'open',
      organizationId: 501,
      personId: null,
      archived: false,
    },
    products: rows.flat(),
    discounts: [],
    customer: { to: 'Cedar & Finch', address: '', email: '', taxId: '' },
    term: { kind: 'days', days: 7 },
    valuesIncludeTax: valuesIncludeTax ?? false,
    exchangeRate: null,
    profile: company,
    candidates: [],
    items: new Map(
      Object.entries(items).map(([id, code]) => [Number(id), item(`item-${id}`, code)]),
    ),
    today: '2027-03-13',
    proposedNumber: null,
    newKey: () => 'key',
  });
  const missing = checkDraft(content, company).filter(({ path }) => path.includes('taxCodeId'));
  return {
    mode: content.details.taxMode,
    codes: content.lines.map(({ taxCodeId }) => taxCodeId),
    from: content.lines.map(({ taxCodeFrom }) => taxCodeFrom),
    total: invoiceTotals(content, company).total,
    missing: missing.map(({ path }) => path),
  };
};

describe('a deal on which Pipedrive keeps no tax', () => {
  it.each([['none'], [null], ['exclusive'], ['unheard of']])(
    'is invoiced with the item’s own code when the tax method is %s',
    (tax_method) => {
      expect(filled([row(1, { tax_method })], { items: { 1: 'standard' } })).toMatchObject({
        mode: 'excluded',
        codes: ['standard'],
        from: ['item'],
        total: '120.00',
        missing: [],
      });
    },
  );

  it('keeps its total where its prices are said to include tax', () => {
    const rows = [row(1, { tax_method: 'inclusive' })];
    expect(filled(rows, { items: { 1: 'standard' } })).toMatchObject({
      mode: 'inclusive',
      codes: ['standard'],
      total: '100.00',
    });
  });

  it('ignores a rate that Pipedrive does not apply', () => {
    const rows = [row(1, { tax: 5, tax_method: 'none' })];
    expect(filled(rows, { items: { 1: 'standard' } })).toMatchObject({ codes: ['standard'] });
  });

  it('is a question where the item has no code, or none is linked', () => {
    expect(filled([row(1), row(2)], { items: { 1: null } })).toMatchObject({
      mode: 'excluded',
      codes: [null, null],
      missing: ['lines.0.taxCodeId', 'lines.1.taxCodeId'],
    });
  });

  it('never takes the only zero code for no tax', () => {
    expect(filled([row(1)], { items: { 1: null } }).codes).toEqual([null]);
  });

  it('has prices with tax where the company’s deal values include it', () => {
    const arranged = { items: { 1: 'standard' }, valuesIncludeTax: true };
    expect(filled([row(1)], arranged)).toMatchObject({ mode: 'inclusive', total: '100.00' });
    const taxed = [row(1, { tax: 20, tax_method: 'exclusive' })];
    expect(filled(taxed, arranged)).toMatchObject({ mode: 'excluded', total: '120.00' });
  });
});

describe('a row without tax beside one with 20 % on top', () => {
  const rows = [row(1, { tax: 0, tax_method: null }), row(2, { tax: 20, tax_method: 'exclusive' })];

  it('comes to 220.00 when the first item’s own code is 0 %', () => {
    expect(filled(rows, { items: { 1: 'zero', 2: 'standard' } })).toMatchObject({
      mode: 'excluded',
      total: '220.00',
      from: ['item', 'deal'],
      missing: [],
    });
  });

  it('comes to 240.00 when it is 20 %', () => {
    expect(filled(rows, { items: { 1: 'standard', 2: 'standard' } }).total).toBe('240.00');
  });

  it('asks for the first line’s code when the item has none, in either order', () => {
    const items = { 1: null, 2: 'standard' };
    expect(filled(rows, { items }).missing).toEqual(['lines.0.taxCodeId']);
    expect(filled(rows.toReversed(), { items }).missing).toEqual(['lines.1.taxCodeId']);
  });
});

describe('rows with tax in their prices', () => {
  const inclusive = (id: number) => row(id, { item_price: 120, tax: 20, tax_method: 'inclusive' });

  it('make an invoice with inclusive prices, whatever rows without tax stand before them', () => {
    const items = { 1: 'standard', 2: 'standard' };
    expect(filled([row(1), inclusive(2)], { items })).toMatchObject({
      mode: 'inclusive',
      total: '220.00',
    });
  });

  it('lose it where other rows have tax on top, so that nothing is taxed twice', () => {
    const exclusive = row(2, { tax: 20, tax_method: 'exclusive' });
    const items = { 1: 'standard', 2: 'standard' };
    expect(filled([inclusive(1), exclusive], { items })).toMatchObject({
      mode: 'excluded',
      total: '240.00',
    });
  });
});

describe('a rate that several codes have', () => {
  const quebec = {
    taxCodes: [
      makeTaxCode('détaxé', { a: '0' }),
      makeTaxCode('exonéré', { b: '0' }),
      makeTaxCode('hors champ', { c: '0' }),
      makeTaxCode('TPS/TVQ', { tps: '5', tvq: '9.975' }),
      makeTaxCode('HST', { hst: '14.975' }),
    ],
  };
  const taxed = [row(1, { tax: 14.975, tax_method: 'exclusive' })];

  it('is a question, unless one of them is the item’s own', () => {
    expect(filled(taxed, { profile: quebec, items: { 1: null } }).codes).toEqual([null]);
    expect(filled(taxed, { profile: quebec, items: { 1: 'détaxé' } }).codes).toEqual([null]);
    expect(filled(taxed, { profile: quebec, items: { 1: 'HST' } })).toMatchObject({
      codes: ['HST'],
      from: ['deal'],
    });
  });

  it('is never guessed among the zero codes', () => {
    expect(filled([row(1)], { profile: quebec, items: { 1: null } }).codes).toEqual([null]);
    expect(filled([row(1)], { profile: quebec, items: { 1: 'exonéré' } }).codes).toEqual([
      'exonéré',
    ]);
  });

  it('is a question too where no code has it', () => {
    expect(
      filled([row(1, { tax: 7, tax_method: 'exclusive' })], { items: { 1: 'zero' } }).codes,
    ).toEqual([null]);
  });
});

describe('outside those companies', () => {
  it('no line has a code of its own, and none is missing', () => {
    const profile = { taxRegime: 'off' as const };
    expect(filled([row(1)], { profile, items: { 1: 'standard' } })).toMatchObject({
      mode: 'none',
      codes: [null],
      from: [undefined],
      missing: [],
    });
  });
});
