import { describe, expect, test } from 'vitest';
import type { DraftContent } from '../../../server/src/shared/contract/draft-content.ts';
import { makeDraft, makeLine } from '../../../server/src/testing/make-draft.ts';
import type { Country } from '../countries.ts';
import { cent, Fraction } from '../fraction.ts';
import { quickbooksTotals, type Totals } from '../quickbooks-totals.ts';
import { examplesBySum, type WorkedExample, workedExamples } from '../worked-examples.ts';
import {
  appTotals,
  type ComparedCompany,
  comparedCompany,
  emulatorTotals,
  requestOf,
} from './compared-company.ts';
import { appTotalsOfSale, forOracle, requestOfSale, type SentSale } from './stored-sale.ts';

const saleOf = (example: WorkedExample): SentSale => ({
  lines: example.lines.map(({ net, gross = net, code, shipping = false }) => ({
    ...{ net, gross, code, shipping },
  })),
  discount: example.discount ?? { kind: 'none' },
  pricesContainTax: example.pricesContainTax ?? false,
  taxAfterDiscount: example.taxAfterDiscount ?? true,
});

/** The same invoice typed into the form, one of each line; null where the form has no such thing. */
const draftOf = (example: WorkedExample, at: ComparedCompany): DraftContent | null => {
  const perLine = example.country.codePer === 'line';
  const [invoiceCode = ''] = Object.keys(example.country.codes);
  if (example.lines.some((line) => line.shipping) || example.taxAfterDiscount === false)
    return null;
  return makeDraft({
    lines: example.lines.map(({ net, gross, code }, index) =>
      makeLine({
        key: `${index}`,
        unitPrice: gross ?? net,
        taxCodeId: perLine ? at.codeId(code) : code,
      }),
    ),
    discount: example.discount ?? { kind: 'none' },
    details: {
      currency: at.profile.homeCurrency,
      taxMode: example.pricesContainTax ? 'inclusive' : 'excluded',
      salesTaxCodeId: perLine ? null : at.codeId(invoiceCode),
    },
  });
};

describe.each(workedExamples)('$name ($source)', (example) => {
  const at = comparedCompany(example.country);
  const sale = saleOf(example);
  const draft = draftOf(example, at);

  test('has these totals by the rules', () => {
    expect(quickbooksTotals(forOracle(sale, at))).toMatchObject(example.expected);
  });

  test('has these totals in the emulator', () => {
    expect(emulatorTotals(at, requestOfSale(sale, at))).toMatchObject(example.expected);
  });

  test('has these totals in an edit', () => {
    expect(appTotalsOfSale(sale, at)).toMatchObject(example.expected);
  });

  test.runIf(draft)('has these totals in the form, and in the emulator for its request', () => {
    if (!draft) return;
    expect(appTotals(draft, at.profile)).toMatchObject(example.expected);
    expect(emulatorTotals(at, requestOf(draft, at))).toMatchObject(example.expected);
  });
});

/** Ways to divide a sum into equal lines and one line with the rest. */
const divisions = (sum: Fraction): string[][] =>
  Array.from({ length: 1500 }, (_, index) => {
    const [count, size] = [2 + (index % 30), 1 + Math.floor(index / 30) * 7];
    const part = new Fraction(BigInt(size), 100n);
    const rest = sum.minus(new Fraction(BigInt(size * count), 100n));
    return rest.compare(cent) < 0
      ? [sum.money()]
      : [...Array<string>(count).fill(part.money()), rest.money()];
  });

describe.each(examplesBySum)('$name: lines of $sum', ({ sum, codes, taxes, oneLine }) => {
  const country: Country = { like: 'ca', codePer: 'line', rounding: 'line', codes };
  const at = comparedCompany(country);
  const taxesOf = ({ rows }: Totals) => Object.values(rows).map((row) => row.tax);
  const saleWith = (nets: string[]): SentSale => ({
    lines: nets.map((net) => ({ net, gross: net, code: 'T', shipping: false })),
    discount: { kind: 'none' },
    pricesContainTax: false,
    taxAfterDiscount: true,
  });
  const seen = divisions(Fraction.of(sum)).find(
    (nets) => String(taxesOf(quickbooksTotals(forOracle(saleWith(nets), at)))) === String(taxes),
  );

  test('some lines give the tax that was reported, on every side', () => {
    const sale = saleWith(seen ?? []);
    expect(seen).toBeDefined();
    expect(taxesOf(appTotalsOfSale(sale, at))).toEqual(taxes);
    expect(taxesOf(emulatorTotals(at, requestOfSale(sale, at)))).toEqual(taxes);
  });

  test.runIf(oneLine)('one line of it has another tax', () => {
    expect(quickbooksTotals(forOracle(saleWith([sum]), at)).tax).toBe(oneLine);
    expect(appTotalsOfSale(saleWith([sum]), at).tax).toBe(oneLine);
  });
});
