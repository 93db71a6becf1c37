import { expect, test } from 'vitest';
import type { Books } from '../shared/books.ts';
import { makeBooksInvoice } from '../testing/make-books-invoice.ts';
import { makeBooks } from '../testing/make-draft.ts';
import { mayBeTaxed } from './may-be-taxed.ts';

type Regime = Books['taxRegime'];

const told = { lines: [], taxCalculation: null as string | null, salesTaxCodeId: null };

test.each<[string, Regime | null, object, boolean]>([
  ['sales tax is switched off', 'off', {}, false],
  ['QuickBooks looks at addresses', 'us_automatic', {}, true],
  ['a US invoice has no code and no tax', 'us_manual', { tax: '0.00' }, false],
  ['a US invoice carries tax', 'us_manual', { tax: '8.00' }, true],
  ['a US invoice has a code', 'us_manual', { told: { ...told, salesTaxCodeId: '3' } }, true],
  ['lines have codes', 'per_line', { told: { ...told, taxCalculation: 'TaxExcluded' } }, true],
  [
    'an invoice is free of it',
    'per_line',
    { told: { ...told, taxCalculation: 'NotApplicable' } },
    false,
  ],
  ['the company is not known yet', null, {}, true],
])('where %s', (_, taxRegime, invoice, taxed) => {
  const books = taxRegime && makeBooks({ taxRegime });
  expect(mayBeTaxed(makeBooksInvoice({ tax: '0.00', told, ...invoice }), books)).toBe(taxed);
});
