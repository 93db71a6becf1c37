import { queryOptions } from '@tanstack/react-query';
import type { InvoicePlace, PanelPlace } from '../host/read-place.ts';
import { type Answer, api } from '../lib/api.ts';
import { queryClient } from '../lib/query-client.ts';

type PanelInvoices = Answer<'invoices', 'list'>;

const settlesEveryMs = 4_000;

const onItsWay = (data: PanelInvoices | undefined): boolean =>
  (data?.drafts.some(({ state }) => state === 'sending' || state === 'unknown') ||
    data?.invoices.some(({ checking }) => checking !== null)) ??
  false;

/** A place's invoices as our own database knows them; asked again while one is on its way. */
export const panelInvoices = (place: PanelPlace) =>
  queryOptions({
    queryKey: ['invoices', place],
    queryFn: ({ signal }) => api.invoices.list({ place }, { signal }),
    refetchInterval: ({ state }) => (onItsWay(state.data) ? settlesEveryMs : false),
  });

/** One look at QuickBooks. What it finds takes the place of what was known. */
export const refreshedInvoices = (place: PanelPlace) =>
  queryOptions({
    queryKey: ['invoices-refreshed', place],
    queryFn: async ({ signal }) => {
      const fresh = await api.invoices.refresh({ place }, { signal });
      const { queryKey } = panelInvoices(place);
      // An answer from before would overwrite this one.
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, fresh);
      return fresh.readAt;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** One invoice, whole, after a look at QuickBooks. */
export const invoicePage = (place: InvoicePlace, invoiceId: string) =>
  queryOptions({
    queryKey: ['invoice-page', place, invoiceId],
    queryFn: ({ signal }) => api.invoices.show({ place, invoiceId }, { signal }),
  });

/** Sends the first question before anything is drawn; the panel finds it under way. */
export const askForInvoices = (place: PanelPlace): void => {
  void queryClient.prefetchQuery(panelInvoices(place));
};

/** One invoice's row as our own database knows it. */
export const knownInvoice = (place: InvoicePlace, invoiceId: string) =>
  queryOptions({
    queryKey: ['invoice-known', place, invoiceId],
    queryFn: ({ signal }) => api.invoices.known({ place, invoiceId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

const ofInvoices = new Set<unknown>(['invoices', 'invoice-page', 'links', 'links-ledger']);

/** One that is deleted has no paper any more. */
const hasPaper = (place: unknown, invoiceId: unknown): boolean => {
  const { queryKey } = invoicePage(place as InvoicePlace, String(invoiceId));
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
    predicate: ({ queryKey: [, place, invoiceId] }) => hasPaper(place, invoiceId),
  });
};
