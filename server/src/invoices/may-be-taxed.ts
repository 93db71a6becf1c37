import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';

/**
 * Whether an invoice may contain tax, so that only QuickBooks can compute its total after lines
 * change. True while the company profile is unknown.
 */
export const mayBeTaxed = (
  { raw, tax }: QuickbooksInvoice,
  profile: CompanyProfile | null,
): boolean => {
  switch (profile?.taxRegime) {
    case 'off':
      return false;
    case 'per_line':
      // GlobalTaxCalculation:
      // https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
      return raw.taxCalculation !== 'NotApplicable';
    case 'us_manual':
      return raw.salesTaxCodeId !== null || Number(tax) !== 0;
    default:
      return true;
  }
};
