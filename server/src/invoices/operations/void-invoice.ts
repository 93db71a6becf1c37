import { quantitiesAreZero, statusOfFacts } from '../mirror/mirrored-status.ts';
import { type InvoiceChange, versionOf } from './invoice-change.ts';

/** Zeroes the invoice; what was paid becomes the customer's credit (Intuit: Invoice, void). */
export const voidInvoice: InvoiceChange = {
  action: 'void',
  entry: 'invoice_voided',
  note: 'voided',
  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.voidInvoice(realm, versionOf(operation), requestId)),
  /** The note may be in another language than ours; amounts tell as much. */
  happened(found, { data: { was } }) {
    if (found === null || Number(found.total) !== 0) return false;
    const dropped = Number(was.total) > 0 && quantitiesAreZero(found);
    return dropped || statusOfFacts(found, found.issueDate).money === 'voided';
  },
};
