import type { CallResult } from './calls/faults.ts';
import type { InvoiceVersion, Realm } from './gateway.ts';
import type { WireBody } from './models.ts';

/** The entities that we query. */
export type Entity =
  | 'Customer'
  | 'Item'
  | 'Vendor'
  | 'Employee'
  | 'Invoice'
  | 'Estimate'
  | 'Payment'
  | 'PaymentMethod'
  | 'Term'
  | 'TaxCode'
  | 'TaxRate'
  | 'Account'
  | 'CompanyCurrency'
  | 'Class'
  | 'Department';

/** `count`: returns only the number of rows. `only`: returns only this property. */
export type Query = { entity: Entity; clauses: string; count?: true; only?: 'Id' };

/**
 * QuickBooks' API without translation, one call each. Reads and writes that were not sent throw
 * `AppError`.
 */
export type QuickbooksClient = {
  /** `query.clauses` follows `select * from <entity>`; quote every value with `calls/query.ts`. */
  find(realm: Realm, query: Query): Promise<unknown>;
  /** Reads an object by id, because queries may lag. Throws `AppError` not_found (610). */
  read(
    realm: Realm,
    entity: 'Customer' | 'Item' | 'Invoice' | 'Payment',
    id: string,
  ): Promise<unknown>;
  /** Reads the change feed of these entities since an ISO instant. */
  changes(realm: Realm, entities: readonly string[], since: string): Promise<unknown>;
  /** Sends queries as one batch; returns responses in the same order, null for a refused query. */
  findTogether(realm: Realm, queries: Query[]): Promise<unknown[]>;
  companyInfo(realm: Realm): Promise<unknown>;
  preferences(realm: Realm): Promise<unknown>;
  exchangeRate(realm: Realm, of: { currency: string; date: string }): Promise<unknown>;
  create(
    realm: Realm,
    entity: 'Customer' | 'Item' | 'Invoice' | 'Term',
    body: WireBody,
    requestId: string,
  ): Promise<CallResult>;
  /** `body` must contain Id and SyncToken. */
  update(
    realm: Realm,
    entity: 'Customer' | 'Item' | 'Invoice',
    body: WireBody,
    requestId: string,
  ): Promise<CallResult>;
  void(realm: Realm, invoice: InvoiceVersion, requestId: string): Promise<CallResult>;
  delete(realm: Realm, invoice: InvoiceVersion, requestId: string): Promise<CallResult>;
  /** E-mails an invoice to `to`, or to its own address when `to` is empty. */
  send(realm: Realm, invoiceId: string, to: string): Promise<CallResult>;

  pdf(realm: Realm, invoiceId: string): Promise<Uint8Array>;
};
