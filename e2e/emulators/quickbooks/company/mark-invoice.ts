import type { Invoice } from './entities.ts';
import { stampOf } from './moment.ts';
import type { Realm } from './realm.ts';

/**
 * Sets what the customer did with the invoice, such as `Viewed`; null clears it. Updates
 * `LastUpdatedTime` but not the SyncToken, so concurrent edits do not become stale.
 */
export function markInvoice(realm: Realm, invoice: Invoice, status: string | null): void {
  invoice.EInvoiceStatus = status ?? undefined;
  invoice.MetaData = { ...invoice.MetaData, LastUpdatedTime: stampOf(realm.now) };
}

/**
 * Marks the last e-mail as bounced; null clears the mark.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function bounceMail(realm: Realm, invoice: Invoice, error: string | null): void {
  if (!invoice.DeliveryInfo) throw new Error(`invoice ${invoice.Id} was never sent`);
  const { DeliveryErrorType, ...sent } = invoice.DeliveryInfo;
  invoice.DeliveryInfo = error === null ? sent : { ...sent, DeliveryErrorType: error };
  invoice.MetaData = { ...invoice.MetaData, LastUpdatedTime: stampOf(realm.now) };
}
