import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { CompanyProfile, TaxCode, Term } from '../../shared/contract/company-profile.ts';
import type { InvoiceFieldSettings } from '../../shared/contract/invoice-fields.ts';
import { taxRulesOf } from '../../shared/tax/tax-rules.ts';
import { mayBeTaxed } from '../may-be-taxed.ts';

type EditOptions = {
  terms: Term[];
  defaultTermId: string | null;
  taxCodes: TaxCode[];
  invoiceFields: InvoiceFieldSettings | null;
  serviceDates: boolean;
};

/**
 * Terms, tax codes, classes and locations an edit can choose from, and whether lines can have
 * service dates. Tax codes are empty unless lines have their own code.
 */
export const editOptions = (
  invoice: QuickbooksInvoice,
  profile: CompanyProfile | null,
): EditOptions => ({
  terms: profile?.terms ?? [],
  defaultTermId: profile?.defaultTermId ?? null,
  invoiceFields: profile?.invoiceFields ?? null,
  serviceDates: profile?.serviceDates === true,
  taxCodes:
    profile && taxRulesOf(profile).codes === 'per_line' && mayBeTaxed(invoice, profile)
      ? profile.taxCodes
      : [],
});
