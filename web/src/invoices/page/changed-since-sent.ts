import type { InvoicePage } from '@dealbill/server/contract/invoices';

/** What a customer never sees of an invoice. */
const unseen = new Set(['memo', 'email']);

/** True when something that the customer sees was changed from here after QuickBooks last sent it. */
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
