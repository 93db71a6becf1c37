/** The few words that leave the server itself: in Pipedrive notes and on printed invoices. */
export const words = {
  invoiceCreated: (of: { number: string; customer: string; total: string }) =>
    of.number
      ? `Invoice ${of.number} for ${of.customer} created: ${of.total}`
      : `Invoice for ${of.customer} created: ${of.total}`,
  openInQuickbooks: 'Open in QuickBooks',
};
