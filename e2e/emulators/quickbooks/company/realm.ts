import type { Switches } from '../switches.ts';
import type { CreditMemo } from './credit-memo.ts';
import type { Customer, Entity, Invoice, Item, Payment } from './entities.ts';
import type { Estimate } from './estimate.ts';
import type {
  Account,
  CompanyCurrency,
  NamedParty,
  PaymentMethod,
  TaxCode,
  TaxRate,
  Term,
} from './list-entities.ts';
import { dateIn, stampOf } from './moment.ts';
import type { Preferences } from './preferences.ts';

/** One QuickBooks company: everything here is plain JSON, so that it can be written to a file. */
export interface Company {
  id: string;
  name: string;
  country: string;
  currency: string;
  zone: string;
  like: 'us' | 'uk' | 'ca' | 'customNumbers';
  preferences: Preferences;
  /** Switches that differ from the global ones for this company. */
  switches: Partial<Switches>;
  nextIds: Record<Sequence, number>;
  /** The last number given to an invoice; the next automatic one follows it. */
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
  /** Home units for one unit of the foreign currency, by currency code. */
  rates: Record<string, string>;
  customFields: { DefinitionId: string; Name: string }[];
  replays: Record<string, Replay>;
  /** `mergedInto`: the customer that took the place of a merged one. */
  deleted: { entity: string; id: string; at: string; mergedInto?: string }[];
  /** Every e-mail that QuickBooks sent for this company, oldest first. */
  mails: Mail[];
  /** Transactions that stand in another relation, by Id; it forbids changes of them. */
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

/** Intuit: error codes 6450 (settled), 6480 (matched), 6540 (deposited). */
export type Lock = 'settled' | 'matched' | 'deposited';

/** The stored first answer to a write that carried a `requestid`. */
export interface Replay {
  at: number;
  bodyDigest: string;
  status: number;
  contentType: string;
  body: string;
}

type Sequence = 'name' | 'item' | 'txn' | 'address' | 'list';

/** A company at a moment: what every business function works on. */
export interface Realm {
  company: Company;
  now: number;
  /** Many writes in a row: names are known to be new, balances of customers are counted at the end. */
  bulk?: boolean;
  /** Writes as somebody does on QuickBooks' own pages, where more can be made than through the API. */
  ownPages?: boolean;
  /** Without them every switch is in its usual position. */
  switches?: Switches;
}

export function takeId(company: Company, sequence: Sequence): string {
  const id = company.nextIds[sequence];
  company.nextIds[sequence] = id + 1;
  return String(id);
}

/** Today in the company's own time zone. */
export function today(realm: Realm): string {
  return dateIn(realm.company.zone, realm.now);
}

/** The user who connected the app, the same for all. */
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

/** Counts the change: SyncToken + 1 and a new LastUpdatedTime. */
export function bump(realm: Realm, entity: Entity): void {
  entity.SyncToken = String(Number(entity.SyncToken) + 1);
  entity.MetaData = { ...entity.MetaData, LastUpdatedTime: stampOf(realm.now) };
}

/** Whether customers and transactions may be in another currency than the company's own. */
export function isMultiCurrency(company: Company): boolean {
  return company.preferences.multiCurrency;
}

export function isUnitedStates(company: Company): boolean {
  return company.country === 'US';
}
