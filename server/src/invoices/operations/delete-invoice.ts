import { type InvoiceChange, versionOf } from './invoice-change.ts';

/** Deletes the invoice in QuickBooks. The mirror keeps its row, so lists can show it as deleted. */
export const deleteInvoice: InvoiceChange = {
  action: 'delete',
  entry: 'invoice_deleted',
  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.deleteInvoice(realm, versionOf(operation), requestId)),
  happened: (found) => found === null,
};
