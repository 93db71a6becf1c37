import { describe, expect, it } from 'vitest';
import { makeLine, makeProfile, makeTaxCode, usProfile } from '../../testing/make-draft.ts';
import type { CompanyProfile, TaxCode } from '../contract/company-profile.ts';
import { chosenTaxCodes, invoiceTaxCodeFor, taxCodeFor } from './tax-code.ts';

/** A code with another id than name, and one rate. */
const code = (id: string, name: string, percent: string): TaxCode => ({
  ...makeTaxCode(id, { [`rate-${id}`]: percent }),
  name,
});

const profileWith = (taxCodes: TaxCode[], differs: Partial<CompanyProfile> = {}) =>
  makeProfile({ taxCodes, ...differs });

const canada = [code('2', 'HST ON', '13'), code('7', 'Zero-rated', '0'), code('8', 'Exempt', '0')];

const withChoice = (dealPercent: string, name: string, percent: string) => ({
  dealTaxCodes: [{ dealPercent, name, percent }],
});

describe('a rate in Pipedrive without a code', () => {
  const choice = withChoice('15', 'HST ON', '13');
  const choose = (taxCodes: TaxCode[], dealTax = '15') =>
    taxCodeFor({ dealTax, itemCode: null }, profileWith(taxCodes, choice));

  it('has the code that was chosen for it before', () => {
    expect(choose(canada)).toEqual({ taxCodeId: '2', taxCodeFrom: 'remembered' });
    expect(choose(canada, '15.0')).toMatchObject({ taxCodeId: '2' });
  });

  it('finds it by its name, whatever its id is now', () => {
    const renumbered = [code('31', 'HST ON', '13'), code('2', 'Exempt', '0')];
    expect(choose(renumbered)).toEqual({ taxCodeId: '31', taxCodeFrom: 'remembered' });
  });

  it.each([
    ['its rate changed', [code('2', 'HST ON', '14')]],
    ['it was renamed', [code('2', 'HST Ontario', '13')]],
    ['two codes have its name and rate', [code('2', 'HST ON', '13'), code('3', 'HST ON', '13')]],
  ])('has none once %s', (_, taxCodes) => {
    expect(choose(taxCodes)).toEqual({ taxCodeId: null });
  });

  it('has the code of its own rate once there is one', () => {
    const added = [...canada, code('9', 'HST NS', '15')];
    expect(choose(added)).toEqual({ taxCodeId: '9', taxCodeFrom: 'deal' });
  });

  it('has none if the choice was made for another rate', () => {
    expect(choose(canada, '16')).toEqual({ taxCodeId: null });
  });
});

describe('a rate in Pipedrive with several codes', () => {
  const codes = [code('2', 'VAT', '20'), code('3', 'VAT on services', '20')];
  const profile = profileWith(codes, withChoice('20', 'VAT on services', '20'));

  it('has the chosen one, unless the item has one of them', () => {
    const choose = (itemCode: string | null) => taxCodeFor({ dealTax: '20', itemCode }, profile);
    expect(choose(null)).toEqual({ taxCodeId: '3', taxCodeFrom: 'remembered' });
    expect(choose('2')).toEqual({ taxCodeId: '2', taxCodeFrom: 'deal' });
  });
});

describe('choices to remember', () => {
  const line = (dealTax: string, taxCodeId: string, taxCodeFrom: 'user' | 'deal' = 'user') =>
    makeLine({ dealTax, taxCodeId, taxCodeFrom });
  const chosen = (...lines: ReturnType<typeof line>[]) =>
    chosenTaxCodes(lines, profileWith(canada));

  it('are those of users for rates that leave a question, once for each rate', () => {
    expect(chosen(line('15.0', '2'), line('15', '2'), line('12', '7'))).toEqual([
      { dealPercent: '15', name: 'HST ON', percent: '13' },
      { dealPercent: '12', name: 'Zero-rated', percent: '0' },
    ]);
  });

  it.each([
    ['the rate has one code', [line('13', '7')]],
    ['the code was filled in', [line('15', '2', 'deal')]],
    ['lines of one rate have different codes', [line('15', '2'), line('15', '7')]],
    ['the code is gone', [line('15', '99')]],
    ['Pipedrive has no rate', [makeLine({ taxCodeId: '2', taxCodeFrom: 'user' })]],
  ])('are none when %s', (_, lines) => {
    expect(chosen(...lines)).toEqual([]);
  });
});

describe('the sales tax code of a US invoice', () => {
  const profile = makeProfile({
    ...usProfile('us_manual'),
    taxCodes: [
      makeTaxCode('city', { state: '6', city: '2' }),
      makeTaxCode('county', { county: '7' }),
    ],
  });

  it.each([
    [['8'], 'city'],
    [['8', '8.0'], 'city'],
    [['8', '7'], null],
    [['5'], null],
    [[], null],
  ])('of a deal with rates %j: %s', (dealTaxes, id) => {
    expect(invoiceTaxCodeFor(dealTaxes, profile)).toBe(id);
  });

  it('is the only one of the company for any rate', () => {
    const only = { ...profile, taxCodes: profile.taxCodes.slice(0, 1) };
    expect(invoiceTaxCodeFor(['5'], only)).toBe('city');
    expect(invoiceTaxCodeFor([], only)).toBe('city');
  });
});
