import { invoiceBody } from '../../../server/src/quickbooks/bodies/invoice-body.ts';
import {
  taxCodes,
  wireTaxCode,
  wireTaxRate,
} from '../../../server/src/quickbooks/translate/translate-tax.ts';
import type { CompanyProfile } from '../../../server/src/shared/contract/company-profile.ts';
import type { DraftContent } from '../../../server/src/shared/contract/draft-content.ts';
import { invoiceTotals } from '../../../server/src/shared/money/invoice-totals.ts';
import { makeProfile } from '../../../server/src/testing/make-draft.ts';
import { composeInvoice } from '../../emulators/quickbooks/company/compose-invoice.ts';
import { invoiceBody as emulatedBody } from '../../emulators/quickbooks/company/invoice-body.ts';
import type { Company, CompanyKind } from '../../emulators/quickbooks/company/realm.ts';
import { seedCompany } from '../../emulators/quickbooks/seed/company-seed.ts';
import { usualSwitches } from '../../emulators/quickbooks/switches.ts';
import { readBody } from '../../emulators/quickbooks/wire/body-faults.ts';
import type { Country } from '../countries.ts';
import type { Rate, Totals } from '../quickbooks-totals.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many random invoices of each country are compared. */
    randomInvoices: number;
  }
}

const now = Date.parse('2026-11-21T18:00:00Z');

/** A company in the emulator and its profile in the app, with the same tax codes. */
export type ComparedCompany = {
  country: Country;
  company: Company;
  profile: CompanyProfile;
  /** Id of a tax code, by its name. */
  codeId: (name: string) => string;
  /** Rates of a tax code as the oracle knows them, by its name. */
  ratesOf: (name: string) => Rate[];
};

const profileOf = (company: Company, { codePer, rounding }: Country): CompanyProfile =>
  makeProfile({
    realmId: company.id,
    country: company.country,
    homeCurrency: company.currency,
    currencies: [company.currency],
    multiCurrency: company.preferences.multiCurrency,
    customNumbers: company.preferences.customTxnNumbers,
    taxRegime: codePer === 'line' ? 'per_line' : 'us_manual',
    taxRounding: rounding === 'line' ? 'per_line' : 'on_sum',
    taxCodes: taxCodes(
      Object.values(company.taxCodes).map((code) => wireTaxCode.parse(code)),
      Object.values(company.taxRates).map((rate) => wireTaxRate.parse(rate)),
    ),
  });

/** Adds the country's codes that the seed has no code of the same name for. */
const addMissingCodes = (company: Company, { codes }: Country): void => {
  const known = Object.values(company.taxCodes);
  const [rate] = Object.values(company.taxRates);
  const group = known.find((code) => code.TaxGroup);
  if (!rate || !group) throw new Error('The seed has tax codes and rates');
  for (const [Name, rates] of Object.entries(codes)) {
    if (known.some((code) => code.Name === Name)) continue;
    const details = Object.entries(rates).map(([rateName, percent], TaxOrder) => {
      const Id = `9${Object.keys(company.taxRates).length}`;
      company.taxRates[Id] = { ...rate, Id, Name: rateName, RateValue: Number(percent) };
      return { TaxRateRef: { value: Id }, TaxTypeApplicable: 'TaxOnAmount' as const, TaxOrder };
    });
    const Id = `9${Object.keys(company.taxCodes).length}`;
    company.taxCodes[Id] = { ...group, Id, Name, SalesTaxRateList: { TaxRateDetail: details } };
  }
};

/** Id of a bundle in the emulator. */
export const bundleId = '900';

const withBundle = (items: Company['items']): Company['items'] => {
  const [item] = Object.values(items);
  if (!item) throw new Error('The seed has items');
  return { ...items, [bundleId]: { ...item, Id: bundleId, Name: 'Starter set', Type: 'Group' } };
};

export const comparedCompany = (country: Country): ComparedCompany => {
  const like: CompanyKind = country.like;
  const seeded = seedCompany({ id: '1', name: like, like, size: 'small', preferences: {} }, now);
  const company = { ...seeded, items: withBundle(seeded.items), invoices: {} };
  addMissingCodes(company, country);
  return {
    country,
    company,
    profile: profileOf(company, country),
    codeId: (name) => {
      const found = Object.values(company.taxCodes).find((code) => code.Name === name);
      if (!found) throw new Error(`The emulator has no tax code ${name}`);
      return found.Id;
    },
    ratesOf: (name) =>
      Object.entries(country.codes[name] ?? {}).map(([id, percent]) => ({ id, percent })),
  };
};

/** The app's totals; `discount` is the one that it sends. */
export const appTotals = (content: DraftContent, profile: CompanyProfile): Totals => {
  const { subtotal, discount, tax, taxRows, total } = invoiceTotals(content, profile);
  const rows = taxRows.map((row) => [row.name, { base: row.base, tax: row.tax }] as const);
  return { subtotal, discount, rows: Object.fromEntries(rows), tax: tax ?? 'unknown', total };
};

export const homeCustomer = ({ customers, currency }: Company): string =>
  Object.values(customers).find((one) => (one.CurrencyRef?.value ?? currency) === currency)?.Id ??
  '';

/** Totals of what the emulator makes of a request, which it refuses by throwing. */
export const emulatorTotals = ({ company, country }: ComparedCompany, body: object): Totals => {
  const switches = {
    ...usualSwitches,
    taxRoundingOutsideUs: country.rounding,
    taxRoundingInUs: country.rounding,
  };
  const made = composeInvoice(
    { company, now, switches },
    readBody(emulatedBody, { CustomerRef: { value: homeCustomer(company) }, ...body }),
  );
  const amountOf = (type: string) =>
    made.Line.find((line) => line.DetailType === type)?.Amount?.toFixed(2) ?? '0.00';
  const rows = (made.TxnTaxDetail.TaxLine ?? []).map(({ Amount, TaxLineDetail }) => {
    const name = company.taxRates[TaxLineDetail.TaxRateRef.value]?.Name ?? '';
    return [
      name,
      { base: TaxLineDetail.NetAmountTaxable.toFixed(2), tax: Amount.toFixed(2) },
    ] as const;
  });
  return {
    subtotal: amountOf('SubTotalLineDetail'),
    discount: amountOf('DiscountLineDetail'),
    rows: Object.fromEntries(rows),
    tax: made.TxnTaxDetail.TotalTax.toFixed(2),
    total: made.TotalAmt.toFixed(2),
  };
};

/** The request that the app sends for a draft. */
export const requestOf = (content: DraftContent, at: ComparedCompany): object =>
  invoiceBody(content, at.profile, homeCustomer(at.company));
