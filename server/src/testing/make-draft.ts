import type { CompanyProfile, TaxCode } from '../shared/contract/company-profile.ts';
import type { DraftContent, DraftLine } from '../shared/contract/draft-content.ts';
import type { NewCustomer } from '../shared/contract/new-customer.ts';
import { taxRulesOf } from '../shared/tax/tax-rules.ts';

/** A tax code with these rates, percent by rate id: `{ gst: '5' }`. */
export const makeTaxCode = (id: string, percents: Record<string, string>): TaxCode => ({
  id,
  name: id,
  rates: Object.entries(percents).map(([rate, percent]) => ({ id: rate, name: rate, percent })),
});

/** Profile of a small UK company with one currency. */
export const makeProfile = (differs: Partial<CompanyProfile> = {}): CompanyProfile => ({
  realmId: '4620816365000000001',
  companyName: 'Northgate Fittings',
  country: 'GB',
  zone: 'Europe/London',
  homeCurrency: 'GBP',
  multiCurrency: false,
  currencies: ['GBP'],
  customNumbers: false,
  discounts: true,
  closedUntil: null,
  taxRegime: 'per_line',
  taxRounding: taxRulesOf({ taxRegime: differs.taxRegime ?? 'per_line' }).rounding,
  terms: [{ id: '3', name: 'Net 30', rule: { kind: 'days', days: 30 } }],
  defaultTermId: null,
  taxCodes: [
    makeTaxCode('standard', { vat20: '20' }),
    makeTaxCode('reduced', { vat5: '5' }),
    makeTaxCode('zero', { vat0: '0' }),
  ],
  ...differs,
});

/** Profile fields of a US company: sales tax of a county, or of a state and a city. */
export const usProfile = (taxRegime: CompanyProfile['taxRegime']): Partial<CompanyProfile> => ({
  country: 'US',
  homeCurrency: 'USD',
  currencies: ['USD'],
  taxRegime,
  taxCodes: [
    makeTaxCode('county', { county: '8' }),
    makeTaxCode('city', { state: '6', city: '2' }),
  ],
});

/** Profile fields of a Canadian company: one tax, or two on one line. */
export const canadianProfile: Partial<CompanyProfile> = {
  country: 'CA',
  homeCurrency: 'CAD',
  currencies: ['CAD'],
  taxCodes: [makeTaxCode('hst', { hst13: '13' }), makeTaxCode('gst-pst', { gst: '5', pst: '7' })],
};

export const makeLine = (differs: Partial<DraftLine> = {}): DraftLine => ({
  key: 'line',
  productId: null,
  item: { id: '1', name: 'Services', taxable: null },
  description: '',
  quantity: '1',
  unitPrice: '100',
  discount: { kind: 'none' },
  taxCodeId: 'standard',
  ...differs,
});

/** A draft without problems under `makeProfile()`. */
export const makeDraft = (
  differs: Partial<Omit<DraftContent, 'customer' | 'details'>> & {
    customer?: Partial<DraftContent['customer']>;
    details?: Partial<DraftContent['details']>;
  } = {},
): DraftContent => ({
  lines: [makeLine()],
  discount: { kind: 'none' },
  ...differs,
  customer: {
    choice: { kind: 'existing', id: '58', name: 'Brightwater Offices', currency: null },
    to: 'Brightwater Offices',
    address: '1 Quay Street\nBristol BS1 5TY',
    email: 'accounts@brightwater.example',
    taxId: '',
    ...differs.customer,
  },
  details: {
    issueDate: '2027-03-13',
    term: { kind: 'days', days: 7 },
    dueDate: '2027-03-20',
    currency: 'GBP',
    number: '',
    taxMode: 'excluded',
    salesTaxCodeId: null,
    message: '',
    memo: '',
    ...differs.details,
  },
});

/** A customer that is not in QuickBooks yet. */
export const makeNewCustomer = (differs: Partial<NewCustomer> = {}): NewCustomer => ({
  name: 'Brightwater',
  address: '1 Quay Street\nBristol BS1 5TY',
  email: 'accounts@brightwater.example',
  taxId: '',
  currency: 'GBP',
  ...differs,
});
