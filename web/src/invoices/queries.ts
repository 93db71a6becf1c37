import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';
import { queryClient } from '../lib/query-client.ts';

type DealInvoices = Answer<'invoices', 'list'>;

const settlesEveryMs = 4_000;

const onItsWay = (data: DealInvoices | undefined): boolean =>
  (data?.drafts.some(({ state }) => state === 'sending' || state === 'unknown') ||
    data?.invoices.some(({ checking }) => checking !== null)) ??
  false;

/** The deal's invoices as our own database knows them; asked again while one is on its way. */
export const dealInvoices = (dealId: number) =>
  queryOptions({
    queryKey: ['invoices', dealId],
    queryFn: ({ signal }) => api.invoices.list({ place: { of: 'deal', id: dealId } }, { signal }),
    refetchInterval: ({ state }) => (onItsWay(state.data) ? settlesEveryMs : false),
  });

/** One look at QuickBooks. What it finds takes the place of what was known. */
export const refreshedInvoices = (dealId: number) =>
  queryOptions({
    queryKey: ['invoices-refreshed', dealId],
    queryFn: async ({ signal }) => {
      const fresh = await api.invoices.refresh({ place: { of: 'deal', id: dealId } }, { signal });
      const { queryKey } = dealInvoices(dealId);
      // An answer from before would overwrite this one.
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, fresh);
      return fresh.readAt;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** Where an invoice is reached from: its deal, or a list that shows those of no deal as well. */
export type InvoicePlace = { of: 'deal'; id: number } | { of: 'company' };

/** One invoice, whole, after a look at QuickBooks. */
export const invoicePage = (place: InvoicePlace, invoiceId: string) =>
  queryOptions({
    queryKey: ['invoice-page', place, invoiceId],
    queryFn: ({ signal }) => api.invoices.show({ place, invoiceId }, { signal }),
  });

/** Sends the first question before anything is drawn; the panel finds it under way. */
export const askForInvoices = (dealId: number): void => {
  queryClient.prefetchQuery(dealInvoices(dealId));
};
