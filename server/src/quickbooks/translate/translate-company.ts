import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { emailList } from '../../shared/checks/email-list.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { taxRulesOf } from '../../shared/tax/tax-rules.ts';
import { readTimeZone } from '../../vendor-calls/time-zone.ts';
import { flag, ref, text } from '../calls/wire.ts';

const optional = <T extends z.ZodRawShape>(shape: T) => z.object(shape).nullish().catch(null);

export const wireCompanyInfo = z.object({
  CompanyInfo: z.object({
    CompanyName: text,
    Country: text,
    DefaultTimeZone: text,
    NameValue: z
      .array(z.object({ Name: text, Value: text }))
      .nullish()
      .catch(null),
  }),
});

export const wirePreferences = z.object({
  Preferences: z.object({
    CurrencyPrefs: optional({ MultiCurrencyEnabled: flag, HomeCurrency: ref }),
    SalesFormsPrefs: optional({
      CustomTxnNumbers: flag,
      AllowDiscount: flag,
      AllowShipping: flag,
      AllowServiceDate: flag,
      AllowEstimates: flag,
      DefaultTerms: ref,
      SalesEmailCc: optional({ Address: text }),
      SalesEmailBcc: optional({ Address: text }),
      EmailCopyToCompany: flag,
      DefaultCustomerMessage: text,
      ETransactionPaymentEnabled: flag,
      AutoApplyCredit: flag,
      CustomField: z.unknown().optional(),
    }),
    TaxPrefs: optional({ UsingSalesTax: flag, PartnerTaxEnabled: flag }),
    AccountingInfoPrefs: optional({
      BookCloseDate: text,
      ClassTrackingPerTxn: flag,
      ClassTrackingPerTxnLine: flag,
      TrackDepartments: flag,
      DepartmentTerminology: text,
    }),
  }),
});

export const wireCurrency = z.object({ Code: z.string(), Active: flag });

export type Info = z.output<typeof wireCompanyInfo>['CompanyInfo'];
export type Preferences = z.output<typeof wirePreferences>['Preferences'];

/**
 * QuickBooks sends three-letter codes too.
 * https://blogs.intuit.com/2025/08/13/upcoming-changes-to-the-accounting-api
 */
const shortCountries: Record<string, string> = {
  USA: 'US',
  GBR: 'GB',
  CAN: 'CA',
  AUS: 'AU',
  IND: 'IN',
  FRA: 'FR',
  DEU: 'DE',
  IRL: 'IE',
  NZL: 'NZ',
  SGP: 'SG',
  ZAF: 'ZA',
  MEX: 'MX',
  BRA: 'BR',
};

/** Throws without a valid country, because it decides the tax regime. */
const countryOf = (info: Info): string => {
  const code = (info.Country ?? '').trim().toUpperCase();
  if (!/^[A-Z]{2,3}$/.test(code)) throw new AppError('quickbooks_unavailable');
  return shortCountries[code] ?? code;
};

/**
 * `PartnerTaxEnabled` means automated sales tax; tax is off only when UsingSalesTax is explicitly
 * false.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/preferences
 */
const taxRegimeOf = (
  tax: Preferences['TaxPrefs'],
  country: string,
): CompanyProfile['taxRegime'] => {
  if (tax?.UsingSalesTax === false) return 'off';
  if (country !== 'US') return 'per_line';
  return tax?.PartnerTaxEnabled ? 'us_automatic' : 'us_manual';
};

/**
 * `PAID` and `TRIAL` are documented values of SubscriptionStatus; others are read by their words.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/companyinfo
 */
const subscriptionOf = (info: Info): CompanyProfile['subscription'] => {
  const status = info.NameValue?.find(({ Name }) => Name === 'SubscriptionStatus')?.Value ?? '';
  if (/expired|cancel|suspend|delinquent|inactive|unpaid/i.test(status)) return 'expired';
  if (/trial/i.test(status)) return 'trial';
  return /paid|active|subscribed/i.test(status) ? 'active' : null;
};

const salesFormsOf = (
  sales: Preferences['SalesFormsPrefs'],
): NonNullable<CompanyProfile['salesForms']> => ({
  cc: emailList(sales?.SalesEmailCc?.Address ?? ''),
  bcc: emailList(sales?.SalesEmailBcc?.Address ?? ''),
  copyToCompany: sales?.EmailCopyToCompany ?? false,
  message: sales?.DefaultCustomerMessage ?? '',
  onlinePayments: sales?.ETransactionPaymentEnabled ?? false,
  appliesCredit: sales?.AutoApplyCredit ?? false,
});

/** Translates CompanyInfo and Preferences. `currencies` is empty without multi-currency. */
export const companyFacts = (
  info: Info,
  preferences: Preferences,
  homeCurrency: string,
  currencies: z.output<typeof wireCurrency>[],
) => {
  const { CurrencyPrefs, SalesFormsPrefs, TaxPrefs, AccountingInfoPrefs } = preferences;
  const country = countryOf(info);
  const taxRegime = taxRegimeOf(TaxPrefs, country);
  const active = currencies.filter((currency) => currency.Active !== false);
  return {
    companyName: info.CompanyName ?? '',
    country,
    zone: readTimeZone(info.DefaultTimeZone) ?? '',
    homeCurrency,
    multiCurrency: CurrencyPrefs?.MultiCurrencyEnabled ?? false,
    currencies: [...new Set([homeCurrency, ...active.map((currency) => currency.Code)])],
    customNumbers: SalesFormsPrefs?.CustomTxnNumbers ?? false,
    discounts: SalesFormsPrefs?.AllowDiscount ?? false,
    shipping: SalesFormsPrefs?.AllowShipping ?? false,
    serviceDates: SalesFormsPrefs?.AllowServiceDate ?? false,
    estimates: SalesFormsPrefs?.AllowEstimates ?? true,
    closedUntil: AccountingInfoPrefs?.BookCloseDate || null,
    taxRegime,
    taxRounding: taxRulesOf({ taxRegime, country }).rounding,
    defaultTermId: SalesFormsPrefs?.DefaultTerms?.value ?? null,
    subscription: subscriptionOf(info),
    salesForms: salesFormsOf(SalesFormsPrefs),
  };
};
