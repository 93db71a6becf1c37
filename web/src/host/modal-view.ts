import { type InvoiceContext, type PanelContext, panelContextOf } from './read-context.ts';

/** The views of our one registered modal. */
export type ModalView =
  | {
      show: 'form';
      dealId: number;
      draftId?: string;
      /** Bills this entry of the billing plan. */
      entryId?: string;
      /** Bills what the deal has more than its invoices. */
      difference?: true;
    }
  | { show: 'plan'; dealId: number }
  | { show: 'invoice' | 'send' | 'drift'; context: InvoiceContext; invoiceId: string }
  | {
      show: 'edit';
      context: InvoiceContext;
      invoiceId: string;
      /** Starts with the lines of the deal, or with those before an edit in QuickBooks. */
      lines?: 'deal' | 'invoice';
    }
  | { show: 'all' | 'add' | 'new' | 'customer'; context: PanelContext }
  | { show: 'company' | 'problems' | 'records' };

/** Encodes a view for `data`: flat strings, because they travel in the URL. */
export const modalData = (view: ModalView): Record<string, string> => {
  const { context, ...rest } = { context: {}, ...view };
  const texts = Object.entries({ ...rest, ...context }).map(([key, value]) => [key, String(value)]);
  return Object.fromEntries(texts);
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const formOf = (data: Record<string, unknown>): ModalView | null => {
  const deal = panelContextOf('deal', data.dealId);
  const draftId = text(data.draftId);
  const entryId = text(data.entryId);
  return (
    deal && {
      show: 'form',
      dealId: deal.id,
      ...(draftId ? { draftId } : {}),
      ...(entryId ? { entryId } : {}),
    }
  );
};

/** Decodes the view from the `data` of a modal; null when it is none of ours. */
export const modalViewOf = (data: Record<string, unknown>): ModalView | null => {
  const { show, of } = data;
  const context = panelContextOf(of, data.id);
  const invoiceId = text(data.invoiceId);
  switch (show) {
    case 'form':
      return formOf(data);
    case 'plan': {
      const deal = panelContextOf('deal', data.dealId);
      return deal && { show, dealId: deal.id };
    }
    case 'invoice':
    case 'send':
    case 'drift':
    case 'edit': {
      const from = of === 'company' ? ({ of } as const) : context;
      return from && invoiceId ? { show, context: from, invoiceId } : null;
    }
    case 'all':
    case 'add':
    case 'new':
    case 'customer':
      return context && { show, context };
    case 'company':
    case 'problems':
    case 'records':
      return { show };
    default:
      return null;
  }
};
