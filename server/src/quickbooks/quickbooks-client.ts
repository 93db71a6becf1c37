import type { CallResult } from './calls/faults.ts';
import type { Realm, Versioned } from './gateway.ts';
import type { WireBody } from './models.ts';

/** The entities that are searched by statement. */
export type Entity =
  | 'Customer'
  | 'Item'
  | 'Invoice'
  | 'Payment'
  | 'PaymentMethod'
  | 'Term'
  | 'TaxCode'
  | 'TaxRate'
  | 'CompanyCurrency';

/** `count`: how many there are, instead of them. `only`: nothing else of them. */
export type Query = { entity: Entity; clauses: string; count?: true; only?: 'Id' };

/** QuickBooks in its own words, one call each. Reads throw `AppError`, and so do writes that were not sent. */
export type QuickbooksClient = {
  /** `clauses` is what follows `select * from <entity>`, every value in it made by `query.ts`. */
  find(realm: Realm, query: Query): Promise<unknown>;
  /** One object by its id, as it is now: queries can lag behind. Throws not_found (610). */
  read(realm: Realm, entity: 'Customer' | 'Invoice', id: string): Promise<unknown>;
  /** Several queries as one batch; answers in the same order, null for one that was refused. */
  findTogether(realm: Realm, queries: Query[]): Promise<unknown[]>;
  companyInfo(realm: Realm): Promise<unknown>;
  preferences(realm: Realm): Promise<unknown>;
  exchangeRate(realm: Realm, of: { currency: string; date: string }): Promise<unknown>;
  create(
    realm: Realm,
    entity: 'Customer' | 'Invoice' | 'Term',
    body: WireBody,
    requestId: string,
  ): Promise<CallResult>;
  /** `body` names Id and SyncToken. */
  update(
    realm: Realm,
    entity: 'Customer' | 'Invoice',
    body: WireBody,
    requestId: string,
  ): Promise<CallResult>;
  void(realm: Realm, invoice: Versioned, requestId: string): Promise<CallResult>;
  delete(realm: Realm, invoice: Versioned, requestId: string): Promise<CallResult>;
  /** Mails an invoice to `to`, or where that is empty to its own address. */
  send(realm: Realm, invoiceId: string, to: string): Promise<CallResult>;
  /** The bytes of an invoice's PDF. */
  pdf(realm: Realm, invoiceId: string): Promise<Uint8Array>;
};
