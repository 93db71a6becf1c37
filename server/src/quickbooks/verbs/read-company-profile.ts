import { AppError } from '../../app-error.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { firstRows } from '../calls/query.ts';
import { parseBody, rowsOf } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { Entity, QuickbooksClient } from '../quickbooks-client.ts';
import {
  companyFacts,
  type Preferences,
  wireCompanyInfo,
  wireCurrency,
  wirePreferences,
} from '../translate/translate-company.ts';
import { taxCodes, wireTaxCode, wireTaxRate } from '../translate/translate-tax.ts';
import { wireTerm } from '../translate/translate-terms.ts';

/** Throws without a home currency, because amounts must not be shown in a guessed one. */
const homeCurrencyOf = (preferences: Preferences): string => {
  const code = preferences.CurrencyPrefs?.HomeCurrency?.value;
  if (!code) throw new AppError('quickbooks_unavailable');
  return code;
};

const readPreferences = async (client: QuickbooksClient, realm: Realm): Promise<Preferences> =>
  parseBody(wirePreferences, await client.preferences(realm)).Preferences;

/** Reads the company's home currency: one call. */
export const readHomeCurrency = async (client: QuickbooksClient, realm: Realm): Promise<string> =>
  homeCurrencyOf(await readPreferences(client, realm));

/** Reads the company's name, empty when absent: one call. */
export const readCompanyName = async (client: QuickbooksClient, realm: Realm): Promise<string> =>
  parseBody(wireCompanyInfo, await client.companyInfo(realm)).CompanyInfo.CompanyName ?? '';

/** Five parallel calls, and another one with multi-currency. */
export const readCompanyProfile = async (
  client: QuickbooksClient,
  realm: Realm,
): Promise<CompanyProfile> => {
  const all = (entity: Entity) => client.find(realm, { entity, clauses: firstRows() });
  const [info, preferences, terms, codes, rates] = await Promise.all([
    client.companyInfo(realm),
    readPreferences(client, realm),
    all('Term'),
    all('TaxCode'),
    all('TaxRate'),
  ]);
  const isMultiCurrency = preferences.CurrencyPrefs?.MultiCurrencyEnabled ?? false;
  const currencies = isMultiCurrency
    ? rowsOf('CompanyCurrency', wireCurrency, await all('CompanyCurrency'))
    : [];
  const { CompanyInfo } = parseBody(wireCompanyInfo, info);
  return {
    realmId: realm.realmId,
    ...companyFacts(CompanyInfo, preferences, homeCurrencyOf(preferences), currencies),
    terms: rowsOf('Term', wireTerm, terms),
    taxCodes: taxCodes(
      rowsOf('TaxCode', wireTaxCode, codes),
      rowsOf('TaxRate', wireTaxRate, rates),
    ),
  };
};
