import { statusOfFacts } from '../../mirror/status-of-facts.ts';
import type { Action } from '../action.ts';

/** Zeroes the invoice; what was paid becomes the customer's credit (Intuit: Invoice, void). */
export const voiding: Action<unknown> = {
  kind: 'void',
  entry: 'invoice_voided',
  intend: ({ quickbooks, realm }) => ({
    carryOut: (write, invoice) =>
      write((requestId) => quickbooks.voidInvoice(realm, invoice, requestId)),
  }),
  happened: (found) => found !== null && statusOfFacts(found, found.issueDate).money === 'voided',
};
