/** Words that the server writes itself: in Pipedrive notes. What an invoice says is QuickBooks' part. */
export const words = {
  invoiceCreated: (of: { number: string; customer: string; total: string }) =>
    of.number
      ? `Invoice ${of.number} for ${of.customer} created: ${of.total}`
      : `Invoice for ${of.customer} created: ${of.total}`,
  openInQuickbooks: 'Open in QuickBooks',
};
