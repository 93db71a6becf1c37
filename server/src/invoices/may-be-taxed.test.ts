import { expect, test } from 'vitest';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { makeProfile } from '../testing/make-draft.ts';
import { makeQuickbooksInvoice } from '../testing/make-quickbooks-invoice.ts';
import { mayBeTaxed } from './may-be-taxed.ts';

type Regime = CompanyProfile['taxRegime'];

const raw = { lines: [], taxCalculation: null as string | null, salesTaxCodeId: null };

test.each<[string, Regime | null, object, boolean]>([
  ['sales tax is switched off', 'off', {}, false],
  ['QuickBooks calculates tax by address', 'us_automatic', {}, true],
  ['a US invoice has no code and no tax', 'us_manual', { tax: '0.00' }, false],
  ['a US invoice carries tax', 'us_manual', { tax: '8.00' }, true],
  ['a US invoice has a code', 'us_manual', { raw: { ...raw, salesTaxCodeId: '3' } }, true],
  ['lines have codes', 'per_line', { raw: { ...raw, taxCalculation: 'TaxExcluded' } }, true],
  [
    'an invoice is out of scope of tax',
    'per_line',
    { raw: { ...raw, taxCalculation: 'NotApplicable' } },
    false,
  ],
  ['no company profile is stored', null, {}, true],
])('checks whether tax is possible when %s', (_, taxRegime, invoice, taxed) => {
  const profile = taxRegime && makeProfile({ taxRegime });
  expect(mayBeTaxed(makeQuickbooksInvoice({ tax: '0.00', raw, ...invoice }), profile)).toBe(taxed);
});
