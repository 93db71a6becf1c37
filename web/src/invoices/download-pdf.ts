import { showSnackbar } from '../host/dialogs.ts';
import type { InvoicePlace } from '../host/read-place.ts';
import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { saveAs } from '../lib/save-as.ts';
import { m } from '../words/compiled/messages.js';
import type { InvoiceRow } from './invoice-actions.tsx';
import { fetchPdf, fileName } from './pdf-file.ts';

export const downloadPdf = async (invoice: InvoiceRow, place: InvoicePlace): Promise<void> => {
  try {
    saveAs(await fetchPdf(place, invoice.id), fileName(invoice.number));
  } catch (error) {
    const { title } = wordsFor(asApiError(error).code, asApiError(error).details);
    await showSnackbar(m.invoices_download_failed({ reason: title }));
  }
};
