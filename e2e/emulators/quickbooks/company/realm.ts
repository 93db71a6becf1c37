import type { Switches } from '../switches.ts';
import type { CreditMemo } from './credit-memo.ts';
import type { Customer, Entity, Invoice, Item, Payment } from './entities.ts';
import type { Estimate } from './estimate.ts';
import type {
  Account,
  CompanyCurrency,
  ListEntity,
  NamedParty,
  PaymentMethod,
  TaxCode,
  TaxRate,
  Term,
} from './list-entities.ts';
import { dateIn, stampOf } from './moment.ts';
import type { Preferences } from './preferences.ts';

/** Kinds of companies that can be created; `kinds` in seed/company-seed.ts says what they are. */
export const companyKinds = ['us', 'uk', 'ca', 'customNumbers', 'au', 'ie', 'fr'] as const;

export type CompanyKind = (typeof companyKinds)[number];

/** One QuickBooks company, as plain JSON so that it can be stored in a file. */
export interface Company {
  id: string;
  name: string;
  country: string;
  currency: string;
  zone: string;
  like: CompanyKind;
  preferences: Preferences;
  /** Overrides of the global switches for this company. */
  switches: Partial<Switches>;
  nextIds: Record<Sequence, number>;
  /** The last assigned invoice number; the next automatic one is one higher. */
  lastNumber: string;
  lastEstimateNumber: string;
  customers: Record<string, Customer>;
  items: Record<string, Item>;
  invoices: Record<string, Invoice>;
  payments: Record<string, Payment>;
  creditMemos: Record<string, CreditMemo>;
  estimates: Record<string, Estimate>;
  terms: Record<string, Term>;
  paymentMethods: Record<string, PaymentMethod>;
  taxCodes: Record<string, TaxCode>;
  taxRates: Record<string, TaxRate>;
  currencies: Record<string, CompanyCurrency>;
  accounts: Record<string, Account>;
  vendors: Record<string, NamedParty>;
  employees: Record<string, NamedParty>;
  classes: Record<string, ListEntity>;
  departments: Record<string, ListEntity>;
  /** Home currency units per unit of a foreign currency, by currency code. */
  rates: Record<string, string>;
  customFields: { DefinitionId: string; Name: string }[];
  replays: Record<string, Replay>;
  /** `mergedInto`: the customer that a deleted one was merged into. */
  deleted: { entity: string; id: string; at: string; mergedInto?: string }[];
  /** E-mails sent for this company, oldest first. */
  mails: Mail[];
  /** Locks that forbid changes of a transaction, by its Id. */
  locks: Record<string, Lock>;
}

export interface Mail {
  invoiceId: string;
  to: string;
  cc?: string;
  bcc?: string;
  /** ISO instant. */
  at: string;
}

/**
 * Why a transaction cannot be changed: settled (6450), matched (6480) or deposited (6540).
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export type Lock = 'settled' | 'matched' | 'deposited';

/** The stored first response to a write with a `requestid`. */
export interface Replay {
  at: number;
  bodyDigest: string;
  status: number;
  contentType: string;
  body: string;
}

type Sequence = 'name' | 'item' | 'txn' | 'address' | 'list';

/** A company and the current time; the input of all business functions. */
export interface Realm {
  company: Company;
  now: number;
  /** Bulk write: skips the name checks and defers the customer balances to the end. */
  bulk?: boolean;
  /** Writes through the QuickBooks UI, which allows more than the API. */
  ownPages?: boolean;
  /** Undefined uses the default switches. */
  switches?: Switches;
}

export function takeId(company: Company, sequence: Sequence): string {
  const id = company.nextIds[sequence];
  company.nextIds[sequence] = id + 1;
  return String(id);
}

/** Today's plain date in the company's time zone. */
export function today(realm: Realm): string {
  return dateIn(realm.company.zone, realm.now);
}

/** The user who connected the app, the same for all companies. */
const user = { value: '9130357849123456' };

export function newEntity(realm: Realm, sequence: Sequence): Entity {
  const stamp = stampOf(realm.now);
  return {
    Id: takeId(realm.company, sequence),
    SyncToken: '0',
    domain: 'QBO',
    sparse: false,
    MetaData: {
      CreateTime: stamp,
      ...(sequence === 'txn' && { LastModifiedByRef: user }),
      LastUpdatedTime: stamp,
    },
  };
}

/** Records a change: increments SyncToken and sets LastUpdatedTime. */
export function bump(realm: Realm, entity: Entity): void {
  entity.SyncToken = String(Number(entity.SyncToken) + 1);
  entity.MetaData = { ...entity.MetaData, LastUpdatedTime: stampOf(realm.now) };
}

/** Whether customers and transactions may use foreign currencies. */
export function isMultiCurrency(company: Company): boolean {
  return company.preferences.multiCurrency;
}

export function isUnitedStates(company: Company): boolean {
  return company.country === 'US';
}
