import * as z from 'zod';
import { taxRegimes } from '../tax/tax-regime.ts';
import { taxRoundings } from '../tax/tax-rounding.ts';

export const term = z.object({
  id: z.string(),
  name: z.string(),
  /** Takes something off for early payment, so that it says more than when an invoice is due. */
  discounted: z.boolean().optional(),
  rule: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('days'), days: z.number().int() }),
    z.object({
      kind: z.literal('day_of_month'),
      day: z.number().int(),
      nextMonthWithinDays: z.number().int(),
    }),
  ]),
});

export const taxCode = z.object({
  id: z.string(),
  name: z.string(),
  /** Percentages are decimal text, `20` or `9.975`. */
  rates: z.array(z.object({ id: z.string(), name: z.string(), percent: z.string() })),
});

/**
 * What the form must know of the connected QuickBooks company: its country's tax regime, its terms, tax
 * codes and switches. Read from CompanyInfo, Preferences, Term, TaxCode and TaxRate, and kept.
 */
export const companyProfile = z.object({
  realmId: z.string(),
  companyName: z.string(),
  /** ISO 3166 two-letter code. */
  country: z.string(),
  /** IANA zone in which the company's dates are meant. */
  zone: z.string(),
  homeCurrency: z.string(),
  multiCurrency: z.boolean(),
  /** ISO 4217 codes one may invoice in; only the home currency when `multiCurrency` is off. */
  currencies: z.array(z.string()),
  customNumbers: z.boolean(),
  discounts: z.boolean(),
  /** Last closed day, `YYYY-MM-DD`, or null while no books are closed. */
  closedUntil: z.string().nullable(),
  taxRegime: z.enum(taxRegimes),
  /** The rounding that QuickBooks' totals were seen to follow, else the usual one of the regime. */
  taxRounding: z.enum(taxRoundings),
  terms: z.array(term),
  defaultTermId: z.string().nullable(),
  taxCodes: z.array(taxCode),
});

export type CompanyProfile = z.infer<typeof companyProfile>;
export type Term = z.infer<typeof term>;
export type TaxCode = z.infer<typeof taxCode>;
