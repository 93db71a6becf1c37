import type { CustomerRow } from '@dealbill/server/shared/contract/picker-rows';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  skipToken,
} from '@tanstack/react-query';
import type { InvoiceContext, PanelContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { queryClient } from '../lib/query-client.ts';
import { type Filters, takeFirstPage } from './first-page.ts';
import { type InView, nextPageStart } from './next-page.ts';

export type ListPage = Answer<'invoice-list', 'list'>;
export type ListRow = ListPage['rows'][number];
export type Period = ListPage['period'];
/** Pages in the order of loading; each page parameter is the index of the page's first row. */
export type ReadPages = { pages: ListPage[]; pageParams: unknown[] };
export type Ledger = Answer<'invoices', 'ledger'>;
export type DealRow = Answer<'deal-links', 'deals'>['deals'][number];
export type TotalsRow = Answer<'invoice-list', 'totals'>['rows'][number];

/** A search over all of QuickBooks; empty fields are ignored. */
export type Wanted = {
  number: string;
  amount: string;
  date: string;
  customer: CustomerRow | null;
};

const listKey = (context: InvoiceContext) => ['links', context] as const;

/**
 * Start of the next page; null when none is missing. Where rows can be selected, all pages down to
 * the last visible row are loaded, because selecting all must not skip any.
 */
export const startAfter = (
  context: InvoiceContext,
  { pages, pageParams }: ReadPages,
  inView: InView,
): number | null => {
  const count = pages.at(-1)?.count ?? 0;
  return nextPageStart({
    loaded: pageParams.map(Number),
    count,
    inView,
    fillsGaps: context.of !== 'company',
  });
};

/**
 * The list from our database, page by page in the order of viewing; `inView` returns the visible
 * range.
 */
export const invoiceList = (context: InvoiceContext, filters: Filters, inView: () => InView) =>
  infiniteQueryOptions({
    queryKey: [...listKey(context), 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      (pageParam === 0 && takeFirstPage(context, filters)) ||
      api['invoice-list'].list({ context, filters, skip: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (_last, pages, _start, pageParams) =>
      startAfter(context, { pages, pageParams }, inView()),
    // The user may return from an invoice after changing it.
    refetchOnMount: 'always',
    placeholderData: keepPreviousData,
  });

/** Totals of the whole filtered list. */
export const listTotals = (context: InvoiceContext, filters: Filters) =>
  queryOptions({
    queryKey: [...listKey(context), 'totals', filters],
    queryFn: ({ signal }) => api['invoice-list'].totals({ context, filters }, { signal }),
    placeholderData: keepPreviousData,
  });

/**
 * Search results from QuickBooks, searched again whenever the list is reloaded; null searches
 * nothing.
 */
export const foundInvoices = (context: PanelContext, asked: Wanted | null) =>
  queryOptions({
    queryKey: [...listKey(context), 'search', asked],
    queryFn: asked
      ? ({ signal }) => {
          const { customer, ...by } = asked;
          const customerId = customer?.id ?? null;
          return api['invoice-list'].search({ context, customerId, ...by }, { signal });
        }
      : skipToken,
    retry: false,
  });

/** The customer linked to this context, or null; read from our database only. */
export const linkedCustomer = (context: PanelContext) =>
  queryOptions({
    queryKey: ['links-customer', context],
    queryFn: async ({ signal }) => (await api.invoices.list({ context }, { signal })).customer,
    // If it fails, the search covers all customers.
    retry: false,
  });

/** The deals of an organization or person; a deal is its own. */
export const contextDeals = (context: PanelContext) =>
  queryOptions({
    queryKey: ['links-deals', context],
    queryFn: async ({ signal }) => (await api['deal-links'].deals({ context }, { signal })).deals,
  });

/** What is billed of a deal. */
export const dealLedger = (dealId: number) =>
  queryOptions({
    queryKey: ['links-ledger', dealId],
    queryFn: ({ signal }) => api.invoices.ledger({ dealId }, { signal }),
  });

/** Reloads rows and totals of this context. */
export const rereadList = (context: InvoiceContext): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: listKey(context) });

/** Reloads rows and totals of this context from our database; a search in QuickBooks stays. */
export const rereadShownList = async (context: InvoiceContext): Promise<void> => {
  await queryClient.invalidateQueries({
    queryKey: listKey(context),
    predicate: ({ queryKey }) => queryKey[2] !== 'search',
  });
};

/** Reloads what is billed of deals. */
export const rereadLedgers = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['links-ledger'] });
