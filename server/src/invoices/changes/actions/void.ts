import { quantitiesAreZero, statusOfFacts } from '../../mirror/status-of-facts.ts';
import type { Action } from '../action.ts';

/** Zeroes the invoice; what was paid becomes the customer's credit (Intuit: Invoice, void). */
export const voiding: Action<unknown> = {
  kind: 'void',
  entry: 'invoice_voided',
  intend: ({ quickbooks, realm }) => ({
    carryOut: (write, invoice) =>
      write((requestId) => quickbooks.voidInvoice(realm, invoice, requestId)),
  }),
  /** The note may be in another language than ours; amounts tell as much. */
  happened(found, { asked: { was } }) {
    if (found === null || Number(found.total) !== 0) return false;
    const dropped = Number(was.total) > 0 && quantitiesAreZero(found);
    return dropped || statusOfFacts(found, found.issueDate).money === 'voided';
  },
};
