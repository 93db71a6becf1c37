import { showSnackbar } from '../host/dialogs.ts';
import type { InvoiceContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { rereadInvoices } from './queries.ts';

type Linked = Pick<
  Answer<'invoices', 'list'>['invoices'][number],
  'id' | 'number' | 'linkedDealId'
>;

/**
 * Unlinks an invoice from the deal it was linked to by hand and reports it; it stays in QuickBooks.
 * Runs `gone` when the context no longer shows the invoice.
 */
export const unlinkInvoice = async (
  { id: invoiceId, number, linkedDealId }: Linked,
  context: InvoiceContext,
  gone: () => void,
): Promise<void> => {
  if (linkedDealId === null) return;
  try {
    await api['deal-links'].unlink({ dealId: linkedDealId, invoiceIds: [invoiceId] });
  } catch (thrown) {
    const { code, details } = asApiError(thrown);
    const { title } = messagesFor(code, details);
    return showSnackbar(m.invoices_unlink_failed({ reason: title }));
  }
  void showSnackbar(m.invoices_unlinked({ number: number || m.invoices_without_number() }));
  if (context.of !== 'company') gone();
  await rereadInvoices();
};
