import { queryOptions } from '@tanstack/react-query';
import type { InvoiceContext, PanelContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { untilDayEnds } from '../lib/day-end.ts';
import { queryClient } from '../lib/query-client.ts';

type PanelInvoices = Answer<'invoices', 'list'>;

const settlesEveryMs = 4_000;

const onItsWay = (data: PanelInvoices | undefined): boolean =>
  (data?.drafts.some(({ state }) => state === 'sending' || state === 'unknown') ||
    data?.invoices.some(({ checking }) => checking !== null)) ??
  false;

/**
 * Invoices of a context from our database; polled while a draft is being sent, and read again when
 * the company's day ends.
 */
export const panelInvoices = (context: PanelContext) =>
  queryOptions({
    queryKey: ['invoices', context],
    queryFn: ({ signal }) => api.invoices.list({ context }, { signal }),
    refetchInterval: ({ state }) =>
      onItsWay(state.data) ? settlesEveryMs : (untilDayEnds(state.data?.dayEndsAt) ?? false),
  });

/** Refreshes a context from QuickBooks and replaces the cached rows. */
export const refreshedInvoices = (context: PanelContext) =>
  queryOptions({
    queryKey: ['invoices-refreshed', context],
    queryFn: async ({ signal }) => {
      const fresh = await api.invoices.refresh({ context }, { signal });
      const { queryKey } = panelInvoices(context);
      const filter = { queryKey, exact: true };
      const isReading = queryClient.isFetching(filter) > 0;
      // An older response would overwrite this one.
      await queryClient.cancelQueries(filter);
      queryClient.setQueryData(queryKey, fresh);
      // It may also be newer: a change that the server announced may have caused it.
      if (isReading) void queryClient.refetchQueries(filter);
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

/** Reads an open invoice page again from our database, and its PDF when that looks different now. */
export const rereadInvoicePage = async (
  context: InvoiceContext,
  invoiceId: string,
): Promise<void> => {
  const { queryKey } = invoicePage(context, invoiceId);
  const before = queryClient.getQueryData(queryKey);
  const stored = await api.invoices.show({ context, invoiceId, stored: true });
  // Read before a refresh that has ended meanwhile.
  if (before && before.invoice.readAt > stored.invoice.readAt) return;
  // Whether the last read failed is not stored.
  const isSameRead = before?.invoice.readAt === stored.invoice.readAt;
  const after = isSameRead ? { ...stored, fresh: before.fresh } : stored;
  queryClient.setQueryData(queryKey, after);
  const isSamePdf = before?.seen === after.seen && before.invoice.balance === after.invoice.balance;
  if (isSamePdf || after.invoice.status === 'deleted') return;
  await queryClient.invalidateQueries({ queryKey: ['invoice-pdf', context, invoiceId] });
};

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
