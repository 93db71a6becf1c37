import { type InvoiceChange, versionOf } from './invoice-change.ts';

/** Leaves nothing in QuickBooks; our mirror keeps a row, so that lists can say what is gone. */
export const deleteInvoice: InvoiceChange = {
  action: 'delete',
  entry: 'invoice_deleted',
  note: 'deleted',
  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.deleteInvoice(realm, versionOf(operation), requestId)),
  happened: (found) => found === null,
};
