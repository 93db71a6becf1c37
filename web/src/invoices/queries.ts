import { queryOptions } from '@tanstack/react-query';
import type { InvoiceContext, PanelContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { queryClient } from '../lib/query-client.ts';

type PanelInvoices = Answer<'invoices', 'list'>;

const settlesEveryMs = 4_000;

const onItsWay = (data: PanelInvoices | undefined): boolean =>
  (data?.drafts.some(({ state }) => state === 'sending' || state === 'unknown') ||
    data?.invoices.some(({ checking }) => checking !== null)) ??
  false;

/** A place's invoices as our own database knows them; asked again while one is on its way. */
export const panelInvoices = (context: PanelContext) =>
  queryOptions({
    queryKey: ['invoices', context],
    queryFn: ({ signal }) => api.invoices.list({ context }, { signal }),
    refetchInterval: ({ state }) => (onItsWay(state.data) ? settlesEveryMs : false),
  });

/** One look at QuickBooks. What it finds takes the place of what was known. */
export const refreshedInvoices = (context: PanelContext) =>
  queryOptions({
    queryKey: ['invoices-refreshed', context],
    queryFn: async ({ signal }) => {
      const fresh = await api.invoices.refresh({ context }, { signal });
      const { queryKey } = panelInvoices(context);
      // An answer from before would overwrite this one.
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, fresh);
      return fresh.readAt;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** One invoice, whole, after a look at QuickBooks. */
export const invoicePage = (context: InvoiceContext, invoiceId: string) =>
  queryOptions({
    queryKey: ['invoice-page', context, invoiceId],
    queryFn: ({ signal }) => api.invoices.show({ context, invoiceId }, { signal }),
  });

/** Sends the first question before anything is drawn; the panel finds it under way. */
export const askForInvoices = (context: PanelContext): void => {
  void queryClient.prefetchQuery(panelInvoices(context));
};

/** One invoice's row as our own database knows it. */
export const findInvoiceRow = (context: InvoiceContext, invoiceId: string) =>
  queryOptions({
    queryKey: ['invoice-known', context, invoiceId],
    queryFn: ({ signal }) => api.invoices.known({ context, invoiceId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

const ofInvoices = new Set<unknown>(['invoices', 'invoice-page', 'links', 'links-ledger']);

/** One that is deleted has no paper any more. */
const hasPaper = (context: unknown, invoiceId: unknown): boolean => {
  const { queryKey } = invoicePage(context as InvoiceContext, String(invoiceId));
  return queryClient.getQueryData(queryKey)?.invoice.status !== 'deleted';
};

/**
 * Something was done to invoices: everything that is shown of them is read again. Resolves when figures
 * are; their papers follow.
 */
export const rereadInvoices = async (): Promise<void> => {
  await queryClient.invalidateQueries({ predicate: ({ queryKey: [of] }) => ofInvoices.has(of) });
  void queryClient.invalidateQueries({
    queryKey: ['invoice-pdf'],
    predicate: ({ queryKey: [, context, invoiceId] }) => hasPaper(context, invoiceId),
  });
};
