import { queryOptions } from '@tanstack/react-query';
import type { InvoiceContext, PanelContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { now } from '../lib/clock.ts';
import { queryClient } from '../lib/query-client.ts';

type PanelInvoices = Answer<'invoices', 'list'>;

const settlesEveryMs = 4_000;

const onItsWay = (data: PanelInvoices | undefined): boolean =>
  (data?.drafts.some(({ state }) => state === 'sending' || state === 'unknown') ||
    data?.invoices.some(({ checking }) => checking !== null)) ??
  false;

/** Leaves time for a browser whose clock is ahead of the server's. */
const leastUntilDayEndsMs = 60_000;

/** Milliseconds until the company's day ends: then invoices become overdue. */
const untilDayEnds = (data: PanelInvoices | undefined): number | false => {
  const left = Date.parse(data?.dayEndsAt ?? '') - now();
  return Number.isNaN(left) ? false : Math.max(leastUntilDayEndsMs, left);
};

/**
 * Invoices of a context from our database; polled while a draft is being sent, and read again when
 * the company's day ends.
 */
export const panelInvoices = (context: PanelContext) =>
  queryOptions({
    queryKey: ['invoices', context],
    queryFn: ({ signal }) => api.invoices.list({ context }, { signal }),
    refetchInterval: ({ state }) =>
      onItsWay(state.data) ? settlesEveryMs : untilDayEnds(state.data),
  });

/** Refreshes a context from QuickBooks and replaces the cached rows. */
export const refreshedInvoices = (context: PanelContext) =>
  queryOptions({
    queryKey: ['invoices-refreshed', context],
    queryFn: async ({ signal }) => {
      const fresh = await api.invoices.refresh({ context }, { signal });
      const { queryKey } = panelInvoices(context);
      // An older response would overwrite this one.
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, fresh);
      return fresh.readAt;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** One invoice with all details, refreshed from QuickBooks. */
export const invoicePage = (context: InvoiceContext, invoiceId: string) =>
  queryOptions({
    queryKey: ['invoice-page', context, invoiceId],
    queryFn: ({ signal }) => api.invoices.show({ context, invoiceId }, { signal }),
  });

/** Sends the panel's first request before rendering; the panel reuses it. */
export const askForInvoices = (context: PanelContext): void => {
  void queryClient.prefetchQuery(panelInvoices(context));
};

/** An invoice's row from our database. */
export const findInvoiceRow = (context: InvoiceContext, invoiceId: string) =>
  queryOptions({
    queryKey: ['invoice-known', context, invoiceId],
    queryFn: ({ signal }) => api.invoices.known({ context, invoiceId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

const ofInvoices = new Set<unknown>(['invoices', 'invoice-page', 'links', 'links-ledger']);

/** A deleted invoice has no PDF. */
const hasPaper = (context: unknown, invoiceId: unknown): boolean => {
  const { queryKey } = invoicePage(context as InvoiceContext, String(invoiceId));
  return queryClient.getQueryData(queryKey)?.invoice.status !== 'deleted';
};

/**
 * Invalidates everything shown of invoices after an action. Resolves when the figures are loaded;
 * PDFs load later.
 */
export const rereadInvoices = async (): Promise<void> => {
  await queryClient.invalidateQueries({ predicate: ({ queryKey: [of] }) => ofInvoices.has(of) });
  void queryClient.invalidateQueries({
    queryKey: ['invoice-pdf'],
    predicate: ({ queryKey: [, context, invoiceId] }) => hasPaper(context, invoiceId),
  });
};
