import { z } from 'zod';

/**
 * The company settings that change what a write does, in plain words; the wire form of them is in
 * api/preferences-view.ts. `automatedSalesTax`: 'absent' is a company without it, 'not set up' one
 * where it is available but off.
 */
export const preferencesSchema = z.strictObject({
  automatedSalesTax: z.enum(['on', 'not set up', 'absent']),
  usingSalesTax: z.boolean(),
  defaultTaxCode: z.string().nullable(),
  customTxnNumbers: z.boolean(),
  warnDuplicateNumbers: z.boolean(),
  multiCurrency: z.boolean(),
  /** Books are closed up to and including this date. */
  bookCloseDate: z.iso.date().nullable(),
  defaultTerms: z.string().nullable(),
  defaultItem: z.string(),
  /** What CompanyInfo names as the time zone; null for none, left out for the company's own. */
  toldTimeZone: z.string().nullable().optional(),
  allowDiscount: z.boolean(),
  allowDeposit: z.boolean(),
  allowShipping: z.boolean(),
  /** Whether sales forms have the custom fields of the company. */
  customFields: z.boolean(),
  /** QuickBooks Payments: customers can pay what they open by its link. */
  onlinePayments: z.boolean(),
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
  defaultTerms: '3',
  defaultItem: '1',
  allowDiscount: true,
  allowDeposit: true,
  allowShipping: true,
  customFields: true,
  onlinePayments: false,
  subscription: 'PAID',
};
