import { AppError } from '../../app-error.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { type ListEntry, mostListEntries } from '../../shared/contract/invoice-fields.ts';
import { firstRows, maxRows } from '../calls/query.ts';
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
import { fieldsInUse, planOf, wireListEntry } from '../translate/translate-invoice-fields.ts';
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

/** Five parallel calls, and one or two each for currencies, classes and locations in use. */
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
  const fields = fieldsInUse(preferences);
  const [currencies, classList, locationList] = await Promise.all([
    isMultiCurrency ? all('CompanyCurrency') : null,
    fields.classes === 'off' ? [] : readList(client, realm, 'Class'),
    fields.locations ? readList(client, realm, 'Department') : [],
  ]);
  const { CompanyInfo } = parseBody(wireCompanyInfo, info);
  return {
    realmId: realm.realmId,
    ...companyFacts(
      CompanyInfo,
      preferences,
      homeCurrencyOf(preferences),
      currencies ? rowsOf('CompanyCurrency', wireCurrency, currencies) : [],
    ),
    invoiceFields: { ...fields, classList, locationList, plan: planOf(CompanyInfo) },
    terms: rowsOf('Term', wireTerm, terms),
    taxCodes: taxCodes(
      rowsOf('TaxCode', wireTaxCode, codes),
      rowsOf('TaxRate', wireTaxRate, rates),
    ),
  };
};

/** The active classes or locations, by name. QuickBooks' queries leave out inactive ones. */
const readList = async (
  client: QuickbooksClient,
  realm: Realm,
  entity: 'Class' | 'Department',
): Promise<ListEntry[]> => {
  const entries: ListEntry[] = [];
  for (let start = 0; start < mostListEntries; start += maxRows) {
    const clauses = `startposition ${start + 1} ${firstRows(maxRows)}`;
    const rows = rowsOf(entity, wireListEntry, await client.find(realm, { entity, clauses }));
    entries.push(...rows);
    if (rows.length < maxRows) break;
  }
  return entries.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
};
