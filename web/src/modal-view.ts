import type { ModalData } from './host/dialogs.ts';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** What a modal is to show, from the `data` it was opened with; null when that names no deal. */
export const modalViewOf = (data: Record<string, unknown>): ModalData | null => {
  const dealId = Number(data.dealId);
  if (!Number.isSafeInteger(dealId) || dealId <= 0) return null;
  const invoiceId = text(data.invoiceId);
  if (data.show === 'pdf' || data.show === 'send') {
    return invoiceId ? { show: data.show, dealId, invoiceId } : null;
  }
  if (data.show === 'all' || data.show === 'add' || data.show === 'company') {
    return { show: data.show, dealId };
  }
  const draftId = text(data.draftId);
  return draftId ? { show: 'form', dealId, draftId } : { show: 'form', dealId };
};
