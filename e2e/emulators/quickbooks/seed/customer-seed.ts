import { organizations } from '../../story.ts';
import { createCustomer } from '../company/customers.ts';
import type { Realm } from '../company/realm.ts';
import { addressFromText, inventedAddress } from './places.ts';
import { between, pick, seededRandom } from './random.ts';
import { firmName, mailboxOf, unusedName } from './sample-names.ts';

const suffixes: Record<string, readonly [string, ...string[]]> = {
  US: [' Inc.', ' LLC', '', '', ' Co.'],
  GB: [' Ltd', ' Ltd', ' LLP', ''],
  CA: [' Inc.', ' Ltd', ''],
  AU: [' Pty Ltd', ' Pty Ltd', ''],
  IE: [' Ltd', ' DAC', ''],
  FR: [' SARL', ' SAS', ''],
};

/** Creates the story's customers, then generated ones up to `count` in total. */
export function seedCustomers(realm: Realm, count: number): void {
  const { company } = realm;
  const storyCustomers = Object.values(organizations).filter((one) => one.inQuickbooksAs !== null);
  for (const organization of storyCustomers)
    createCustomer(realm, {
      DisplayName: organization.inQuickbooksAs ?? '',
      CompanyName: organization.inQuickbooksAs ?? '',
      BillAddr: addressFromText(organization.address),
      PrimaryEmailAddr: { Address: mailboxOf(organization.inQuickbooksAs ?? '') },
      CurrencyRef: company.preferences.multiCurrency
        ? { value: currencyOfStory(organization.address, company.currency) }
        : undefined,
      Taxable: true,
    });
  const random = seededRandom(23);
  const used = new Set(
    Object.values(company.customers).map((one) => one.DisplayName.toLowerCase()),
  );
  const suffix = suffixes[company.country] ?? [''];
  while (Object.keys(company.customers).length < count) inventCustomer(realm, random, used, suffix);
}

function inventCustomer(
  realm: Realm,
  random: () => number,
  used: Set<string>,
  suffix: readonly [string, ...string[]],
): void {
  const { company } = realm;
  const name = unusedName(used, () => firmName(random, pick(random, suffix)));
  const foreign = company.preferences.multiCurrency && random() < 0.25;
  const address = inventedAddress(random, company.country);
  createCustomer(realm, {
    DisplayName: name,
    CompanyName: name,
    BillAddr: random() < 0.9 ? address : undefined,
    PrimaryEmailAddr: random() < 0.85 ? { Address: mailboxOf(name) } : undefined,
    PrimaryPhone: { FreeFormNumber: `555-01${String(between(random, 0, 99)).padStart(2, '0')}` },
    SalesTermRef: random() < 0.4 ? { value: String(between(random, 1, 4)) } : undefined,
    CurrencyRef: foreign ? { value: pick(random, ['EUR', 'USD']) } : undefined,
    Taxable: random() < 0.9,
  });
}

/** EUR for the story's German and Irish customers, else the home currency. */
function currencyOfStory(address: string, home: string): string {
  return /Germany|Ireland/.test(address) ? 'EUR' : home;
}
