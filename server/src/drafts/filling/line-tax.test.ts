import { describe, expect, it } from 'vitest';
import type { DealProduct } from '../../pipedrive/gateway.ts';
import { productRowsOf } from '../../pipedrive/translate-deal.ts';
import { checkDraft } from '../../shared/checks/check-draft.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { ItemRow } from '../../shared/contract/picker-rows.ts';
import { invoiceTotals } from '../../shared/money/invoice-totals.ts';
import { makeProfile, makeTaxCode } from '../../testing/make-draft.ts';
import { fillFromDeal } from './fill-from-deal.ts';

/** A product row as Pipedrive returns it. */
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

type FormSetup = {
  /** Tax codes of the linked items, by product id. */
  items?: Record<number, string | null>;
  profile?: Partial<CompanyProfile>;
  valuesIncludeTax?: boolean;
};

const fillForm = (rows: DealProduct[][], { items = {}, profile, valuesIncludeTax }: FormSetup) => {
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
    texts: {},

    usualRecipients: { to: '', cc: '', bcc: '' },
    remembered: null,
    term: { kind: 'days', days: 7 },
    valuesIncludeTax: valuesIncludeTax ?? false,
    exchangeRate: null,
    profile: company,
    candidates: [],
    items: new Map(
      Object.entries(items).map(([id, code]) => [
        Number(id),
        { ...item(`item-${id}`, code), from: 'link' },
      ]),
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

describe('a deal without tax in Pipedrive', () => {
  it.each([['none'], [null], ['exclusive'], ['unheard of']])(
    'is invoiced with the item’s own code when the tax method is %s',
    (tax_method) => {
      expect(fillForm([row(1, { tax_method })], { items: { 1: 'standard' } })).toMatchObject({
        mode: 'excluded',
        codes: ['standard'],
        from: ['item'],
        total: '120.00',
        missing: [],
      });
    },
  );

  it('keeps its total when its prices include tax', () => {
    const rows = [row(1, { tax_method: 'inclusive' })];
    expect(fillForm(rows, { items: { 1: 'standard' } })).toMatchObject({
      mode: 'inclusive',
      codes: ['standard'],
      total: '100.00',
    });
  });

  it('ignores a rate that Pipedrive does not apply', () => {
    const rows = [row(1, { tax: 5, tax_method: 'none' })];
    expect(fillForm(rows, { items: { 1: 'standard' } })).toMatchObject({ codes: ['standard'] });
  });

  it('leaves the tax code open when the item has none or no item is linked', () => {
    expect(fillForm([row(1), row(2)], { items: { 1: null } })).toMatchObject({
      mode: 'excluded',
      codes: [null, null],
      missing: ['lines.0.taxCodeId', 'lines.1.taxCodeId'],
    });
  });

  it('does not use the only zero-rate code for no tax', () => {
    expect(fillForm([row(1)], { items: { 1: null } }).codes).toEqual([null]);
  });

  it('uses inclusive prices when the company’s deal values include tax', () => {
    const arranged = { items: { 1: 'standard' }, valuesIncludeTax: true };
    expect(fillForm([row(1)], arranged)).toMatchObject({ mode: 'inclusive', total: '100.00' });
    const taxed = [row(1, { tax: 20, tax_method: 'exclusive' })];
    expect(fillForm(taxed, arranged)).toMatchObject({ mode: 'excluded', total: '120.00' });
  });
});

describe('a row without tax and one with 20 % exclusive tax', () => {
  const rows = [row(1, { tax: 0, tax_method: null }), row(2, { tax: 20, tax_method: 'exclusive' })];

  it('totals 220.00 when the first item’s code is 0 %', () => {
    expect(fillForm(rows, { items: { 1: 'zero', 2: 'standard' } })).toMatchObject({
      mode: 'excluded',
      total: '220.00',
      from: ['item', 'deal'],
      missing: [],
    });
  });

  it('totals 240.00 when it is 20 %', () => {
    expect(fillForm(rows, { items: { 1: 'standard', 2: 'standard' } }).total).toBe('240.00');
  });

  it('leaves the code of the untaxed line open when its item has none, in either order', () => {
    const items = { 1: null, 2: 'standard' };
    expect(fillForm(rows, { items }).missing).toEqual(['lines.0.taxCodeId']);
    expect(fillForm(rows.toReversed(), { items }).missing).toEqual(['lines.1.taxCodeId']);
  });
});

describe('rows with inclusive tax', () => {
  const inclusive = (id: number) => row(id, { item_price: 120, tax: 20, tax_method: 'inclusive' });

  it('make an invoice with inclusive prices, even after rows without tax', () => {
    const items = { 1: 'standard', 2: 'standard' };
    expect(fillForm([row(1), inclusive(2)], { items })).toMatchObject({
      mode: 'inclusive',
      total: '220.00',
    });
  });

  it('are filled in net when other rows have exclusive tax', () => {
    const exclusive = row(2, { tax: 20, tax_method: 'exclusive' });
    const items = { 1: 'standard', 2: 'standard' };
    expect(fillForm([inclusive(1), exclusive], { items })).toMatchObject({
      mode: 'excluded',
      total: '240.00',
    });
  });
});

describe('a rate of several tax codes', () => {
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

  it('leaves the code open unless one of them is the item’s own', () => {
    expect(fillForm(taxed, { profile: quebec, items: { 1: null } }).codes).toEqual([null]);
    expect(fillForm(taxed, { profile: quebec, items: { 1: 'détaxé' } }).codes).toEqual([null]);
    expect(fillForm(taxed, { profile: quebec, items: { 1: 'HST' } })).toMatchObject({
      codes: ['HST'],
      from: ['deal'],
    });
  });

  it('is not guessed among zero-rate codes', () => {
    expect(fillForm([row(1)], { profile: quebec, items: { 1: null } }).codes).toEqual([null]);
    expect(fillForm([row(1)], { profile: quebec, items: { 1: 'exonéré' } }).codes).toEqual([
      'exonéré',
    ]);
  });

  it('leaves the code open when no code has it', () => {
    expect(
      fillForm([row(1, { tax: 7, tax_method: 'exclusive' })], { items: { 1: 'zero' } }).codes,
    ).toEqual([null]);
  });
});

describe('companies without tax codes per line', () => {
  it('have no line tax code, and none is reported missing', () => {
    const profile = { taxRegime: 'off' as const };
    expect(fillForm([row(1)], { profile, items: { 1: 'standard' } })).toMatchObject({
      mode: 'none',
      codes: [null],
      from: [undefined],
      missing: [],
    });
  });
});
