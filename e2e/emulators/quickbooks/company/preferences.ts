import { z } from 'zod';

/**
 * Company settings that change the result of a write; api/preferences-view.ts maps them to the API
 * format. `automatedSalesTax`: 'absent' means unavailable, 'not set up' available but off.
 */
export const preferencesSchema = z.strictObject({
  automatedSalesTax: z.enum(['on', 'not set up', 'absent']),
  usingSalesTax: z.boolean(),
  defaultTaxCode: z.string().nullable(),
  customTxnNumbers: z.boolean(),
  warnDuplicateNumbers: z.boolean(),
  multiCurrency: z.boolean(),
  /** The closing date: this day and earlier ones are read-only. */
  bookCloseDate: z.iso.date().nullable(),
  /** Whether a password would allow changes in the closed period (6200 instead of 6210). */
  closedBy: z.enum(['date', 'password']),
  defaultTerms: z.string().nullable(),
  defaultItem: z.string(),
  /** Time zone in CompanyInfo: null omits it, undefined uses the company's own. */
  defaultTimeZone: z.string().nullable().optional(),
  /** Whether a new invoice takes the customer's open credit. */
  autoApplyCredit: z.boolean(),
  allowDiscount: z.boolean(),
  allowDeposit: z.boolean(),
  allowShipping: z.boolean(),
  allowServiceDate: z.boolean(),
  allowEstimates: z.boolean(),
  /** One class for an invoice, or for each line. */
  classTracking: z.enum(['off', 'invoice', 'line']),
  trackLocations: z.boolean(),
  /** What the company calls its locations. */
  locationName: z.string(),
  /** Whether sales forms show the company's custom fields. */
  customFields: z.boolean(),
  /** OfferingSku in CompanyInfo; smaller plans have no classes and locations. */
  plan: z.string(),
  /** The message of new invoices in QuickBooks' own form; an invoice of the API gets none. */
  defaultMessage: z.string().max(1000),
  /** QuickBooks Payments is on: customers can pay an invoice through its link. */
  onlinePayments: z.boolean(),
  /** Copies of the e-mails of sales forms, comma lists; null for none. */
  salesEmailCc: z.string().max(200).nullable(),
  salesEmailBcc: z.string().max(200).nullable(),
  /** `EXPIRED` makes the company read-only (6190). */
  subscription: z.enum(['PAID', 'TRIAL', 'EXPIRED']),
});

export type Preferences = z.infer<typeof preferencesSchema>;

export const usualPreferences: Preferences = {
  automatedSalesTax: 'absent',
  usingSalesTax: true,
  defaultTaxCode: null,
  customTxnNumbers: false,
  warnDuplicateNumbers: true,
  multiCurrency: false,
  bookCloseDate: null,
  closedBy: 'date',
  defaultTerms: '3',
  defaultItem: '1',
  autoApplyCredit: false,
  allowDiscount: true,
  allowDeposit: true,
  allowShipping: true,
  allowServiceDate: false,
  allowEstimates: true,
  classTracking: 'off',
  trackLocations: false,
  locationName: 'Location',
  customFields: true,
  plan: 'QuickBooks Online Plus',
  defaultMessage: 'Thank you for your business.',
  onlinePayments: false,
  salesEmailCc: null,
  salesEmailBcc: null,
  subscription: 'PAID',
};
