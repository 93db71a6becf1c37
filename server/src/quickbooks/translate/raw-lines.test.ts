import { describe, expect, test } from 'vitest';
import { makeQuickbooksInvoice } from '../../testing/make-quickbooks-invoice.ts';
import { desk, discount, parsedInvoice, subtotal } from '../../testing/raw-invoice.ts';
import { discountPercent, linesWithKinds } from './raw-lines.ts';

test('linesWithKinds returns items, text lines and bundles', () => {
  const kinds = linesWithKinds(parsedInvoice()).map(({ id, kind }) => [id, kind]);
  expect(kinds).toEqual([
    ['1', 'item'],
    ['2', 'item'],
    ['3', 'text'],
    ['4', 'bundle'],
  ]);
});

test('linesWithKinds treats a line without raw data as an item', () => {
  const old = { lines: [], taxCalculation: null, salesTaxCodeId: null };
  expect(linesWithKinds(makeQuickbooksInvoice({ raw: old }))).toMatchObject([{ kind: 'item' }]);
});

test('linesWithKinds returns the tax code of a line', () => {
  const coded = { ...desk, SalesItemLineDetail: { TaxCodeRef: { value: '20' } } };
  expect(linesWithKinds(parsedInvoice({}, [coded, subtotal]))[0]?.taxCodeId).toBe('20');
  expect(
    linesWithKinds(parsedInvoice({}, [{ DetailType: 'DescriptionOnly' }]))[0]?.taxCodeId,
  ).toBeNull();
});

describe('discountPercent', () => {
  test.each<[string, object[], string | null]>([
    ['follows the lines', [discount({ PercentBased: true, DiscountPercent: 12.5 })], '12.5'],
    ['is none where it is an amount', [discount({ PercentBased: false })], null],
    ['is none where QuickBooks leaves it out', [discount({ PercentBased: true })], null],
    ['is none without a discount', [], null],
  ])('%s', (_, lines, percent) => {
    expect(discountPercent(parsedInvoice({}, [desk, ...lines, subtotal]))).toBe(percent);
  });
});
