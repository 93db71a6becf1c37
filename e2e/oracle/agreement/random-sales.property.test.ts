import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import { countries } from '../countries.ts';
import { Fraction, hundred, sumOf } from '../fraction.ts';
import { quickbooksTotals } from '../quickbooks-totals.ts';
import { type ComparedCompany, comparedCompany, emulatorTotals } from './compared-company.ts';
import { appTotalsOfSale, forOracle, requestOfSale, type SentSale } from './stored-sale.ts';

const decimal = (cents: number) =>
  `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** Sales with shipping and any order of tax and discount, which accountants and edits make. */
const saleIn = ({ country, ratesOf }: ComparedCompany): fc.Arbitrary<SentSale> => {
  const perLine = country.codePer === 'line';
  const line = fc.record({
    cents: fc.integer({ min: 0, max: 500_000 }),
    code: perLine ? fc.constantFrom(...Object.keys(country.codes)) : fc.constantFrom('TAX', 'NON'),
    shipping: fc.integer({ min: 0, max: 5 }).map((drawn) => drawn === 0),
  });
  const lines = fc
    .array(line, { minLength: 1, maxLength: 6 })
    .filter((all) => all.some(({ shipping }) => !shipping));
  return fc
    .record({
      lines,
      kind: fc.constantFrom('none' as const, 'percent' as const, 'amount' as const),
      value: fc.integer({ min: 0, max: 10_000 }).map(decimal),
      pricesContainTax: perLine ? fc.boolean() : fc.constant(false),
      taxAfterDiscount: perLine ? fc.constant(true) : fc.boolean(),
    })
    .map(({ lines: drawn, kind, value, pricesContainTax, taxAfterDiscount }) => ({
      lines: drawn.map(({ cents, code, shipping }) => {
        const gross = Fraction.of(decimal(cents));
        const percent = sumOf(ratesOf(code).map((rate) => Fraction.of(rate.percent)));
        const net = gross.times(hundred).over(hundred.plus(percent)).cents();
        return {
          net: (pricesContainTax ? net : gross).money(),
          gross: gross.money(),
          code,
          shipping,
        };
      }),
      discount: kind === 'none' ? { kind } : { kind, value },
      pricesContainTax,
      taxAfterDiscount,
    }));
};

const cases = Object.entries(countries).flatMap(([name, country]) =>
  (['line', 'sum'] as const).map((rounding) => ({
    name,
    rounding,
    country: { ...country, rounding },
  })),
);

describe.each(cases)('random sales in $name, rounded by the $rounding', ({ country }) => {
  const at = comparedCompany(country);

  test('have the totals of the oracle in an edit and in the emulator', () => {
    fc.assert(
      fc.property(saleIn(at), (sale) => {
        const expected = quickbooksTotals(forOracle(sale, at));
        fc.pre(!expected.total.startsWith('-'));
        expect(appTotalsOfSale(sale, at)).toEqual(expected);
        expect(emulatorTotals(at, requestOfSale(sale, at))).toEqual(expected);
      }),
      { numRuns: Math.ceil(inject('randomInvoices') / 3) },
    );
  }, 600_000);
});
