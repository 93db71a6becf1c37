import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import type { Output } from '../shared/contract/contract.ts';
import {
  fieldTrouble,
  type InvoiceFieldName,
  type InvoiceFieldSettings,
  invoiceFieldName,
} from '../shared/contract/invoice-fields.ts';
import type { preferences } from './contract.ts';

type Shown = Output<typeof preferences.show>['invoiceFields'];

/** All further fields of invoices, and why the company's invoices do not have some of them. */
export const invoiceFieldsFor = (profile: CompanyProfile | null): Shown => {
  const settings = profile?.invoiceFields;
  if (!settings) return null;
  return invoiceFieldName.options.map((name) => ({
    name,
    label: labelOf(name, settings),
    trouble: fieldTrouble(name, settings),
  }));
};

const labelOf = (
  name: InvoiceFieldName,
  { custom, locationLabel }: InvoiceFieldSettings,
): string | null =>
  name === 'location' ? locationLabel : (custom.find(({ field }) => field === name)?.label ?? null);
