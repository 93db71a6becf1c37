import { quantitiesAreZero, statusOfFacts } from '../mirror/mirrored-status.ts';
import { type InvoiceChange, versionOf } from './invoice-change.ts';

/**
 * Voids the invoice: amounts become 0, payments become the customer's credit.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const voidInvoice: InvoiceChange = {
  action: 'void',
  entry: 'invoice_voided',
  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.voidInvoice(realm, versionOf(operation), requestId)),
  /** The memo may be in another language, so zero amounts and quantities count too. */
  happened(found, { data: { was } }) {
    if (found === null || Number(found.total) !== 0) return false;
    const droppedToZero = Number(was.total) > 0 && quantitiesAreZero(found);
    return droppedToZero || statusOfFacts(found, found.issueDate).money === 'voided';
  },
};
