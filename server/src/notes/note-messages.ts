/** Words that the server writes itself: in Pipedrive notes. What an invoice says is QuickBooks' part. */
export const words = {
  invoice: (number: string) => (number ? `Invoice ${number}` : 'Invoice'),
  created: 'created',
  voided: 'voided',
  deleted: 'deleted',
  openInQuickbooks: 'Open in QuickBooks',
  openInvoices: 'Open the invoices in QuickBooks',
};
