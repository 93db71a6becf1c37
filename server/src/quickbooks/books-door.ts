import type { Told } from './faults.ts';
import type { Realm, WireBody } from './gateway.ts';

/** The entities that are searched by statement. */
export type Entity =
  | 'Customer'
  | 'Item'
  | 'Invoice'
  | 'Term'
  | 'TaxCode'
  | 'TaxRate'
  | 'CompanyCurrency';

/** QuickBooks in its own words, one call each. Reads throw `AppError`, and so do writes that were not sent. */
export type BooksDoor = {
  /** `clauses` is what follows `select * from <entity>`, every value in it made by `query.ts`. */
  find(realm: Realm, entity: Entity, clauses: string): Promise<unknown>;
  companyInfo(realm: Realm): Promise<unknown>;
  preferences(realm: Realm): Promise<unknown>;
  create(
    realm: Realm,
    entity: 'Customer' | 'Invoice',
    body: WireBody,
    requestId: string,
  ): Promise<Told>;
  /** The bytes of an invoice's PDF. */
  pdf(realm: Realm, invoiceId: string): Promise<Uint8Array>;
};
