import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { showSnackbar } from '../host/dialogs.ts';
import type { InvoiceContext } from '../host/read-context.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { saveAs } from '../lib/save-as.ts';
import { m } from '../messages/compiled/messages.js';
import { fetchPdf, fileName } from './pdf-file.ts';

export const downloadPdf = async (invoice: InvoiceRow, context: InvoiceContext): Promise<void> => {
  try {
    saveAs(await fetchPdf(context, invoice.id), fileName(invoice.number));
  } catch (error) {
    const { title } = messagesFor(asApiError(error).code, asApiError(error).details);
    await showSnackbar(m.invoices_download_failed({ reason: title }));
  }
};
