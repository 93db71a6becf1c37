import { describe, expect, test } from 'vitest';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import { compareTotals } from './totals-comparison.ts';

const made = { subtotal: '100.00', discount: '0.00', tax: '20.00', total: '120.00' };

test('agrees when all totals equal QuickBooks’', () => {
  const comparison = compareTotals(makeDraft(), makeProfile(), made);
  expect(comparison.agrees).toBe(true);
  expect(comparison.rows).toContainEqual({ what: 'total', expected: '120.00', actual: '120.00' });
});

test('reports a difference of one cent in its rows', () => {
  const comparison = compareTotals(makeDraft(), makeProfile(), {
    ...made,
    tax: '20.01',
    total: '120.01',
  });
  expect(comparison.agrees).toBe(false);
  expect(comparison.rows).toContainEqual({ what: 'tax', expected: '20.00', actual: '20.01' });
});

test('returns tax and total uncompared when only QuickBooks can calculate the tax', () => {
  const profile = makeProfile({ country: 'US', taxRegime: 'us_automatic', taxCodes: [] });
  const comparison = compareTotals(makeDraft(), profile, { ...made, tax: '8.25', total: '108.25' });
  expect(comparison.agrees).toBe(true);
  expect(comparison.rows).toContainEqual({ what: 'tax', expected: null, actual: '8.25' });
  expect(comparison.rows).toContainEqual({ what: 'total', expected: null, actual: '108.25' });
});

describe('the other tax rounding', () => {
  const lines = [1, 2, 3].map((n) => makeLine({ key: `${n}`, unitPrice: '0.13' }));
  const onSum = { subtotal: '0.39', discount: '0.00', tax: '0.08', total: '0.47' };

  test('is returned when it gives QuickBooks’ totals', () => {
    expect(compareTotals(makeDraft({ lines }), makeProfile(), onSum)).toMatchObject({
      agrees: false,
      roundedAs: 'on_sum',
    });
  });

  test('is not returned when it does not either', () => {
    const other = { ...onSum, tax: '0.07', total: '0.46' };
    expect(compareTotals(makeDraft({ lines }), makeProfile(), other).roundedAs).toBeNull();
  });

  test('is used by the form once it is known', () => {
    const profile = makeProfile({ taxRounding: 'on_sum' });
    expect(compareTotals(makeDraft({ lines }), profile, onSum)).toMatchObject({
      agrees: true,
      roundedAs: null,
    });
  });
});
