import type { InvoiceContext } from '../host/read-context.ts';
import { ApiError } from '../lib/api-error.ts';
import { request } from '../lib/request.ts';
import { m } from '../messages/compiled/messages.js';

/** Loads the invoice's PDF from QuickBooks. Throws {@link ApiError}. */
export const fetchPdf = async (
  context: InvoiceContext,
  invoiceId: string,
  signal?: AbortSignal,
): Promise<Blob> => {
  const from = context.of === 'company' ? 'of=company' : `of=${context.of}&id=${context.id}`;
  const path = `/api/invoices/${encodeURIComponent(invoiceId)}/pdf?${from}`;
  const response = await request(path, { signal });
  try {
    return await response.blob();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('offline');
  }
};

/** `Invoice 1042.pdf`, without characters that file systems reject. */
export const fileName = (number: string): string => {
  const safe = number.replace(/[\\/:*?"<>|\p{Cc}]/gu, '-').trim();
  return safe === '' ? m.invoices_file_name_plain() : m.invoices_file_name({ number: safe });
};
