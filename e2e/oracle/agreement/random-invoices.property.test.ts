import fc from 'fast-check';
import { describe, expect, inject, test } from 'vitest';
import { countries } from '../countries.ts';
import { promisedTotal, storedInvoice, type TypedInvoice } from '../form-totals.ts';
import { cent, Fraction, zero } from '../fraction.ts';
import { quickbooksTotals, type Totals } from '../quickbooks-totals.ts';
import { appTotals, comparedCompany, emulatorTotals, requestOf } from './compared-company.ts';
import { draftOf, randomShape } from './random-draft.ts';

const runs = inject('randomInvoices');

const distance = (one: Fraction, other: Fraction): Fraction =>
  one.compare(other) < 0 ? other.minus(one) : one.minus(other);

/** QuickBooks refuses invoices below zero. */
const isBelowZero = ({ subtotal, total }: Totals) =>
  subtotal.startsWith('-') || total.startsWith('-');

/** Distance from the typed total if QuickBooks gets this net discount. */
const missedBy = (typed: TypedInvoice, netDiscount: Fraction): Fraction => {
  const { total } = quickbooksTotals(storedInvoice(typed, netDiscount.money()));
  return distance(Fraction.of(total), promisedTotal(typed));
};

describe.each(Object.entries(countries))('random invoices in %s', (_, country) => {
  const at = comparedCompany(country);

  test('have the totals of the oracle in the form and in the emulator', () => {
    fc.assert(
      fc.property(randomShape(at), (shape) => {
        const { typed, content } = draftOf(shape, at);
        const inApp = appTotals(content, at.profile);
        const expected = quickbooksTotals(storedInvoice(typed, inApp.discount));
        fc.pre(!isBelowZero(expected));
        expect(inApp).toEqual(expected);
        expect(emulatorTotals(at, requestOf(content, at))).toEqual(expected);
        if (typed.pricesContainTax && typed.discount.kind !== 'amount') {
          expect(expected.total).toBe(promisedTotal(typed).money());
        }
      }),
      { numRuns: runs },
    );
  }, 600_000);
});

const withTaxInPrices = Object.entries(countries).filter(([, { codePer }]) => codePer === 'line');

describe.each(withTaxInPrices)('an amount off prices with tax in %s', (_, country) => {
  const at = comparedCompany(country);
  const shapes = randomShape(at).map(({ discount, ...shape }) => ({
    ...shape,
    discount: { ...discount, kind: 'amount' as const },
    taxMode: 'inclusive' as const,
  }));

  test('misses the typed total by a cent at most, and only if no net amount fits', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { typed, content } = draftOf(shape, at);
        const inApp = appTotals(content, at.profile);
        fc.pre(!isBelowZero(inApp));
        const sent = Fraction.of(inApp.discount);
        const missed = missedBy(typed, sent);
        if (missed.compare(zero) === 0) return;
        expect(missed.compare(cent)).toBe(0);
        const others = [-3, -2, -1, 1, 2, 3].map((cents) =>
          sent.plus(new Fraction(BigInt(cents), 100n)),
        );
        const fitting = others.filter(
          (other) => other.compare(zero) >= 0 && missedBy(typed, other).compare(zero) === 0,
        );
        expect(fitting).toEqual([]);
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  }, 600_000);
});
