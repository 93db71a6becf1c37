import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { showSnackbar } from '../host/dialogs.ts';
import type { InvoiceContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';

/** Attaches the PDF to the deal, and says what is happening and how it ended. */
export const attachPdf = async (invoice: InvoiceRow, context: InvoiceContext): Promise<void> => {
  await showSnackbar(m.invoices_attaching());
  await showSnackbar(await attach(invoice, context));
};

const attach = async (invoice: InvoiceRow, context: InvoiceContext): Promise<string> => {
  try {
    const { state } = await api.invoices.attach({ context, invoiceId: invoice.id });
    if (state === 'checking') return m.invoices_attach_checking();
    return state === 'exists' ? m.invoices_attach_exists() : m.invoices_attached();
  } catch (error) {
    const { code, details } = asApiError(error);
    if (code === 'not_possible') return m.invoices_attach_too_large();
    const reason = details?.said || messagesFor(code, details).title;
    return code === 'pipedrive_forbidden'
      ? m.invoices_attach_refused({ reason })
      : m.invoices_attach_failed({ reason: messagesFor(code, details).title });
  }
};
