import type { Invoice } from './entities.ts';
import { stampOf } from './moment.ts';
import type { Realm } from './realm.ts';

/**
 * What the customer's side says of an invoice, `Viewed` for one; null takes it away. It counts as a change,
 * but nobody's edit is stale because of it.
 */
export function markInvoice(realm: Realm, invoice: Invoice, status: string | null): void {
  invoice.EInvoiceStatus = status ?? undefined;
  invoice.MetaData = { ...invoice.MetaData, LastUpdatedTime: stampOf(realm.now) };
}

/** The last e-mail came back; null says that it did not. Intuit: Invoice, `DeliveryInfo`. */
export function bounceMail(realm: Realm, invoice: Invoice, error: string | null): void {
  if (!invoice.DeliveryInfo) throw new Error(`invoice ${invoice.Id} was never sent`);
  const { DeliveryErrorType, ...sent } = invoice.DeliveryInfo;
  invoice.DeliveryInfo = error === null ? sent : { ...sent, DeliveryErrorType: error };
  invoice.MetaData = { ...invoice.MetaData, LastUpdatedTime: stampOf(realm.now) };
}
