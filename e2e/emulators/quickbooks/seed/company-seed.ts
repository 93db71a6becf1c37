import type { NamedParty } from '../company/list-entities.ts';
import { noonOf } from '../company/moment.ts';
import { type Preferences, usualPreferences } from '../company/preferences.ts';
import type { Company } from '../company/realm.ts';
import { newEntity, type Realm } from '../company/realm.ts';
import { seedCustomers } from './customer-seed.ts';
import { seedInvoices } from './invoice-seed.ts';
import { seedItems } from './item-seed.ts';
import {
  currenciesOf,
  usualAccounts,
  usualClasses,
  usualDepartments,
  usualPaymentMethods,
  usualTerms,
} from './lists.ts';
import { taxesOf } from './tax-codes.ts';

interface CompanyWish {
  id: string;
  name: string;
  like: Company['like'];
  size: 'small' | 'large';
  preferences: Partial<Preferences>;
}

const kinds = {
  us: {
    country: 'US',
    currency: 'USD',
    zone: 'America/Los_Angeles',
    preferences: { automatedSalesTax: 'on' },
  },
  uk: {
    country: 'GB',
    currency: 'GBP',
    zone: 'Europe/London',
    preferences: { multiCurrency: true },
  },
  ca: { country: 'CA', currency: 'CAD', zone: 'America/Toronto', preferences: {} },
  customNumbers: {
    country: 'US',
    currency: 'USD',
    zone: 'America/New_York',
    preferences: { customTxnNumbers: true },
  },
  au: {
    country: 'AU',
    currency: 'AUD',
    zone: 'Australia/Perth',
    preferences: { multiCurrency: true },
  },
  ie: {
    country: 'IE',
    currency: 'EUR',
    zone: 'Europe/Dublin',
    preferences: { multiCurrency: true },
  },
  fr: {
    country: 'FR',
    currency: 'EUR',
    zone: 'Europe/Paris',
    preferences: { multiCurrency: true, customTxnNumbers: true },
  },
} as const;

const sizes = {
  small: { customers: 12, items: 12, invoices: 14 },
  large: { customers: 2000, items: 800, invoices: 3000 },
};

/** Creates a company with lists and transactions; deterministic for equal input and time. */
export function seedCompany(wish: CompanyWish, now: number): Company {
  const kind = kinds[wish.like];
  const preferences = { ...usualPreferences, ...kind.preferences, ...wish.preferences };
  const company: Company = {
    id: wish.id,
    name: wish.name,
    country: kind.country,
    currency: kind.currency,
    zone: kind.zone,
    like: wish.like,
    preferences,
    switches: {},
    nextIds: { name: 1, item: 1, txn: 1, address: 2, list: 1 },
    lastNumber: '1000',
    lastEstimateNumber: '1000',
    customers: {},
    items: {},
    invoices: {},
    payments: {},
    creditMemos: {},
    estimates: {},
    terms: usualTerms(),
    paymentMethods: usualPaymentMethods(),
    ...taxesOf(kind.country, preferences.automatedSalesTax !== 'absent'),
    ...currenciesOf(kind.currency),
    accounts: usualAccounts(),
    vendors: {},
    employees: {},
    classes: usualClasses(),
    departments: usualDepartments(),
    customFields: [{ DefinitionId: '1', Name: 'PO Number' }],
    replays: {},
    deleted: [],
    mails: [],
    locks: {},
  };
  const size = sizes[wish.size];
  const opened: Realm = { company, now: noonOf('2024-01-15', kind.zone), bulk: true };
  seedItems(opened, size.items);
  seedCustomers(opened, size.customers);
  seedParties(opened);
  seedInvoices(company, { count: size.invoices, seed: 5, now });
  return company;
}

/** Vendor and employee names, which customers cannot reuse. */
const vendors = ['Timberline Supply', 'Copperfield Fabrics', 'Northern Freight Partners'];
const employees = ['Workshop Lead', 'Delivery Crew'];

function seedParties(realm: Realm): void {
  const party = (DisplayName: string): NamedParty => ({
    ...newEntity(realm, 'name'),
    DisplayName,
    Active: true,
  });
  for (const one of vendors.map(party)) realm.company.vendors[one.Id] = one;
  for (const one of employees.map(party)) realm.company.employees[one.Id] = one;
}
