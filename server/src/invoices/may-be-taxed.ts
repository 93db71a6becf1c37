import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';

/**
 * Whether tax may be on an invoice, so that only QuickBooks can tell its total once lines change. True while
 * the company's profile is not known.
 */
export const mayBeTaxed = (
  { raw, tax }: QuickbooksInvoice,
  profile: CompanyProfile | null,
): boolean => {
  switch (profile?.taxRegime) {
    case 'off':
      return false;
    case 'per_line':
      // Intuit: Invoice, GlobalTaxCalculation.
      return raw.taxCalculation !== 'NotApplicable';
    case 'us_manual':
      return raw.salesTaxCodeId !== null || Number(tax) !== 0;
    default:
      return true;
  }
};
