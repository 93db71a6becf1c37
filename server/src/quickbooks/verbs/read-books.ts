import { AppError } from '../../app-error.ts';
import type { Books } from '../../shared/books.ts';
import type { BooksDoor, Entity } from '../books-door.ts';
import { firstRows } from '../calls/query.ts';
import { readable, rowsOf } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import {
  companyFacts,
  type Preferences,
  wireCompanyInfo,
  wireCurrency,
  wirePreferences,
} from '../translate/translate-company.ts';
import { taxCodes, wireTaxCode, wireTaxRate } from '../translate/translate-tax.ts';
import { wireTerm } from '../translate/translate-terms.ts';

/** No amount may be shown in a guessed currency. */
const homeCurrencyOf = (preferences: Preferences): string => {
  const code = preferences.CurrencyPrefs?.HomeCurrency?.value;
  if (!code) throw new AppError('quickbooks_unavailable');
  return code;
};

const readPreferences = async (door: BooksDoor, realm: Realm): Promise<Preferences> =>
  readable(wirePreferences, await door.preferences(realm)).Preferences;

/** The currency a company keeps its books in: one call. */
export const readHomeCurrency = async (door: BooksDoor, realm: Realm): Promise<string> =>
  homeCurrencyOf(await readPreferences(door, realm));

/** Empty where QuickBooks leaves the name out: one call. */
export const readCompanyName = async (door: BooksDoor, realm: Realm): Promise<string> =>
  readable(wireCompanyInfo, await door.companyInfo(realm)).CompanyInfo.CompanyName ?? '';

/** Five calls at once, and one more where there are several currencies. */
export const readBooks = async (door: BooksDoor, realm: Realm): Promise<Books> => {
  const all = (entity: Entity) => door.find(realm, { entity, clauses: firstRows() });
  const [info, preferences, terms, codes, rates] = await Promise.all([
    door.companyInfo(realm),
    readPreferences(door, realm),
    all('Term'),
    all('TaxCode'),
    all('TaxRate'),
  ]);
  const several = preferences.CurrencyPrefs?.MultiCurrencyEnabled ?? false;
  const currencies = several
    ? rowsOf('CompanyCurrency', wireCurrency, await all('CompanyCurrency'))
    : [];
  const { CompanyInfo } = readable(wireCompanyInfo, info);
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
