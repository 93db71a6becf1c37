import type { InvoicePage } from '@dealbill/server/contract/invoices';

/** Fields that the customer does not see. */
const unseen = new Set(['memo', 'email']);

/**
 * Returns true when Dealbill changed something visible to the customer after QuickBooks' last
 * delivery.
 */
export const changedSinceSent = ({
  deliveredAt,
  history,
}: Pick<InvoicePage, 'deliveredAt' | 'history'>): boolean =>
  deliveredAt !== null &&
  history.some(
    ({ action, at, details }) =>
      action === 'invoice_edited' &&
      Date.parse(at) > Date.parse(deliveredAt) &&
      (details.changed ?? '').split(' ').some((field) => !unseen.has(field)),
  );
