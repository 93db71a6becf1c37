import { type InvoicePlace, type PanelPlace, panelPlaceOf } from './read-place.ts';

/** What our one registered modal can show. */
export type ModalView =
  | { show: 'form'; dealId: number; draftId?: string }
  | { show: 'invoice' | 'send' | 'edit'; place: InvoicePlace; invoiceId: string }
  | { show: 'all' | 'add' | 'new' | 'customer'; place: PanelPlace }
  | { show: 'company' };

/** A view as `data` carries it: flat texts, which travel in the address. */
export const modalData = (view: ModalView): Record<string, string> => {
  const { place, ...rest } = { place: {}, ...view };
  const texts = Object.entries({ ...rest, ...place }).map(([key, value]) => [key, String(value)]);
  return Object.fromEntries(texts);
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const formOf = (data: Record<string, unknown>): ModalView | null => {
  const deal = panelPlaceOf('deal', data.dealId);
  const draftId = text(data.draftId);
  return deal && { show: 'form', dealId: deal.id, ...(draftId ? { draftId } : {}) };
};

/** What a modal is to show, from the `data` it was opened with; null when that is nothing of ours. */
export const modalViewOf = (data: Record<string, unknown>): ModalView | null => {
  const { show, of } = data;
  const place = panelPlaceOf(of, data.id);
  const invoiceId = text(data.invoiceId);
  switch (show) {
    case 'form':
      return formOf(data);
    case 'invoice':
    case 'send':
    case 'edit': {
      const from = of === 'company' ? ({ of } as const) : place;
      return from && invoiceId ? { show, place: from, invoiceId } : null;
    }
    case 'all':
    case 'add':
    case 'new':
    case 'customer':
      return place && { show, place };
    case 'company':
      return { show };
    default:
      return null;
  }
};
