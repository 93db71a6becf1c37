import * as z from 'zod';
import { taxRegimes } from '../tax/tax-regime.ts';
import { taxRoundings } from '../tax/tax-rounding.ts';
import { invoiceFieldSettings } from './invoice-fields.ts';

export const subscriptions = ['active', 'trial', 'expired'] as const;

export const term = z.object({
  id: z.string(),
  name: z.string(),
  /** True when the term includes a discount for early payment. */
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

/** A tax code that a user chose for a tax rate of deals; by name, because ids can change. */
export const dealTaxCode = z.object({
  /** Rate of the deal's product in Pipedrive, percent as normal decimal text. */
  dealPercent: z.string(),
  name: z.string(),
  /** Sum of the code's rates at that time. */
  percent: z.string(),
});

export const taxCode = z.object({
  id: z.string(),
  name: z.string(),
  /** Rates in percent as decimal text, `20` or `9.975`. */
  rates: z.array(z.object({ id: z.string(), name: z.string(), percent: z.string() })),
});

/**
 * Settings of the connected QuickBooks company that the form needs, mirrored from CompanyInfo,
 * Preferences, Term, TaxCode and TaxRate.
 */
export const companyProfile = z.object({
  realmId: z.string(),
  companyName: z.string(),
  /** ISO 3166 two-letter code. */
  country: z.string(),
  /** IANA time zone of the company's dates. */
  zone: z.string(),
  homeCurrency: z.string(),
  multiCurrency: z.boolean(),
  /** ISO 4217 codes available for invoices; only the home currency when `multiCurrency` is off. */
  currencies: z.array(z.string()),
  customNumbers: z.boolean(),
  /**
   * True in a form whose company numbers its invoices by a pattern, as the preferences say; never
   * stored. QuickBooks keeps the number that is sent, also where it assigns numbers itself.
   */
  numbersByPattern: z.boolean().optional(),
  discounts: z.boolean(),
  /** Shipping on invoices; absent in profiles read by older versions. */
  shipping: z.boolean().optional(),
  /** Service dates on lines; absent in profiles read by older versions. */
  serviceDates: z.boolean().optional(),
  /** False when the company has turned estimates off; absent in profiles read by older versions. */
  estimates: z.boolean().optional(),
  /** Closing date of the company's accounts, `YYYY-MM-DD`; null when none is set. */
  closedUntil: z.string().nullable(),
  taxRegime: z.enum(taxRegimes),
  /** Tax rounding observed in QuickBooks' totals, else the default of the tax regime. */
  taxRounding: z.enum(taxRoundings),
  terms: z.array(term),
  defaultTermId: z.string().nullable(),
  taxCodes: z.array(taxCode),
  /** Codes that users chose for rates in Pipedrive, at most one for each rate. */
  dealTaxCodes: z.array(dealTaxCode).optional(),
  /** The QuickBooks subscription; null when CompanyInfo does not state it in a known way. */
  subscription: z.enum(subscriptions).nullable().optional(),
  /** What QuickBooks adds to invoices; absent in profiles stored by older versions. */
  salesForms: z
    .object({
      /** Copies of the e-mail of an invoice that has none of its own; comma lists, or empty. */
      cc: z.string(),
      bcc: z.string(),
      /** The company gets a copy of every e-mail. */
      copyToCompany: z.boolean(),
      /** The default message to customers. */
      message: z.string(),
      /** Customers can pay online. */
      onlinePayments: z.boolean(),
      /** A customer's credit is applied to new invoices. */
      appliesCredit: z.boolean(),
    })
    .optional(),
  /** Absent in profiles stored by older versions. */
  invoiceFields: invoiceFieldSettings.optional(),
});

/** Whether a new invoice is sent with a number. QuickBooks assigns it otherwise. */
export const sendsNumber = ({
  customNumbers,
  numbersByPattern,
}: Pick<CompanyProfile, 'customNumbers' | 'numbersByPattern'>): boolean =>
  customNumbers || numbersByPattern === true;

export type CompanyProfile = z.infer<typeof companyProfile>;
export type Term = z.infer<typeof term>;
export type TaxCode = z.infer<typeof taxCode>;
export type DealTaxCode = z.infer<typeof dealTaxCode>;
