import type { InvoicePage } from '@dealbill/server/contract/invoices';

/** QuickBooks sets the delivery time with its own clock, so the times differ. */
const togetherMs = 10 * 60_000;

/**
 * The address of the last delivery, when Dealbill requested it; null for a delivery from
 * QuickBooks. The invoice's current address may have changed since.
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
