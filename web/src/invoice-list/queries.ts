import type { CustomerRow } from '@dealbill/server/contract/customers';
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
/** In the order in which they were read; a param tells how many rows into the list its page starts. */
export type ReadPages = { pages: ListPage[]; pageParams: unknown[] };
export type Ledger = Answer<'invoices', 'ledger'>;
export type DealRow = Answer<'deal-links', 'deals'>['deals'][number];
export type TotalsRow = Answer<'invoice-list', 'totals'>['rows'][number];

/** What one looks for in all of QuickBooks; what is empty does not count. */
export type Wanted = {
  number: string;
  amount: string;
  date: string;
  customer: CustomerRow | null;
};

const listKey = (context: InvoiceContext) => ['links', context] as const;

/**
 * Where the page starts that is read after these; null when none is missing. Where rows can be ticked, all
 * of them down to the last one seen can be ticked at once: none is left out there.
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
 * The list as our own database knows it, page by page in the order in which they are looked at; `inView`
 * tells where that is just now.
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
    // Whoever comes back from an invoice may have done something to it.
    refetchOnMount: 'always',
    placeholderData: keepPreviousData,
  });

/** What the whole filtered list adds up to. */
export const listTotals = (context: InvoiceContext, filters: Filters) =>
  queryOptions({
    queryKey: [...listKey(context), 'totals', filters],
    queryFn: ({ signal }) => api['invoice-list'].totals({ context, filters }, { signal }),
    placeholderData: keepPreviousData,
  });

/** What QuickBooks finds, asked anew whenever rows of the place are read again; null asks nothing. */
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

/** The customer who is linked here, or null; QuickBooks is not asked. */
export const linkedCustomer = (context: PanelContext) =>
  queryOptions({
    queryKey: ['links-customer', context],
    queryFn: async ({ signal }) => (await api.invoices.list({ context }, { signal })).customer,
    // Without it, one searches among all customers.
    retry: false,
  });

/** The deals of an organization or a person; a deal is its own. */
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

/** Rows and sums of this place are read again. */
export const rereadList = (context: InvoiceContext): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: listKey(context) });

/** What is billed of deals is read again. */
export const rereadLedgers = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['links-ledger'] });
