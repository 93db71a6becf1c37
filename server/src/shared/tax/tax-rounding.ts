import type { TaxRegime } from './tax-regime.ts';

/** Where tax is rounded to cents: on every line, or once for each rate on the sum of its lines. */
export const taxRoundings = ['per_line', 'on_sum'] as const;

export type TaxRounding = (typeof taxRoundings)[number];

/**
 * Where QuickBooks rounds, as far as is known: on the sum in the US (recorded live), on every line
 * elsewhere.
 * https://quickbooks.intuit.com/learn-support/en-ca/other-questions/306952
 */
export const usualTaxRounding = (taxRegime: TaxRegime): TaxRounding =>
  taxRegime === 'per_line' ? 'per_line' : 'on_sum';

export const otherTaxRounding = (rounding: TaxRounding): TaxRounding =>
  rounding === 'per_line' ? 'on_sum' : 'per_line';
