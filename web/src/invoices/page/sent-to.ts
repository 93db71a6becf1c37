import type { InvoicePage } from '@dealbill/server/contract/invoices';

/** QuickBooks stamps the delivery itself, by its own clock. */
const togetherMs = 10 * 60_000;

/**
 * The address that the last delivery went to, as far as it was asked for from here; null for one that
 * somebody had sent from QuickBooks. What the invoice says now may have been changed since.
 */
export const sentTo = ({
  deliveredAt,
  history,
}: Pick<InvoicePage, 'deliveredAt' | 'history'>): string | null => {
  const asked = history.find(({ action }) => action === 'invoice_sent');
  if (!deliveredAt || !asked) return null;
  const apart = Math.abs(Date.parse(deliveredAt) - Date.parse(asked.at));
  return apart <= togetherMs ? asked.details.to || null : null;
};
