import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { taxRulesOf } from '../shared/tax/tax-rules.ts';

/**
 * Whether an invoice may contain tax, so that only QuickBooks can compute its total after lines
 * change. True while the company profile is unknown.
 */
export const mayBeTaxed = (
  { raw, tax }: QuickbooksInvoice,
  profile: CompanyProfile | null,
): boolean => profile === null || taxRulesOf(profile).mayTax({ ...raw, tax });
