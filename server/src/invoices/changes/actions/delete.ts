import type { Action } from '../action.ts';

/** Leaves nothing in QuickBooks; our copy stays, so that the row can say what is gone. */
export const deleting: Action<unknown> = {
  kind: 'delete',
  entry: 'invoice_deleted',
  intend: ({ quickbooks, realm }) => ({
    carryOut: (write, invoice) =>
      write((requestId) => quickbooks.deleteInvoice(realm, invoice, requestId)),
  }),
  happened: (found) => found === null,
};
