import type { CustomerRow } from '@dealbill/server/contract/customers';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  skipToken,
} from '@tanstack/react-query';
import type { InvoicePlace, PanelPlace } from '../host/read-place.ts';
import { type Answer, api } from '../lib/api.ts';
import { queryClient } from '../lib/query-client.ts';
import { type Filters, takeFirstPage } from './first-page.ts';
import { type InView, nextStart } from './next-start.ts';

export type ListPage = Answer<'links', 'list'>;
export type ListRow = ListPage['rows'][number];
export type Period = ListPage['period'];
/** In the order in which they were read; a param tells how many rows into the list its page starts. */
export type ReadPages = { pages: ListPage[]; pageParams: unknown[] };
export type Ledger = Answer<'invoices', 'ledger'>;
export type DealRow = Answer<'links', 'deals'>['deals'][number];
export type TotalsRow = Answer<'links', 'totals'>['rows'][number];

/** What one looks for in all of QuickBooks; what is empty does not count. */
export type Wanted = {
  number: string;
  amount: string;
  date: string;
  customer: CustomerRow | null;
};

const listKey = (place: InvoicePlace) => ['links', place] as const;

/**
 * Where the page starts that is read after these; null when none is missing. Where rows can be ticked, all
 * of them down to the last one seen can be ticked at once: none is left out there.
 */
export const startAfter = (
  place: InvoicePlace,
  { pages, pageParams }: ReadPages,
  inView: InView,
): number | null => {
  const count = pages.at(-1)?.count ?? 0;
  return nextStart({
    loaded: pageParams.map(Number),
    count,
    inView,
    fillsGaps: place.of !== 'company',
  });
};

/**
 * The list as our own database knows it, page by page in the order in which they are looked at; `inView`
 * tells where that is just now.
 */
export const invoiceList = (place: InvoicePlace, filters: Filters, inView: () => InView) =>
  infiniteQueryOptions({
    queryKey: [...listKey(place), 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      (pageParam === 0 && takeFirstPage(place, filters)) ||
      api.links.list({ place, filters, skip: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (_last, pages, _start, pageParams) =>
      startAfter(place, { pages, pageParams }, inView()),
    // Whoever comes back from an invoice may have done something to it.
    refetchOnMount: 'always',
    placeholderData: keepPreviousData,
  });

/** What the whole filtered list adds up to. */
export const listTotals = (place: InvoicePlace, filters: Filters) =>
  queryOptions({
    queryKey: [...listKey(place), 'totals', filters],
    queryFn: ({ signal }) => api.links.totals({ place, filters }, { signal }),
    placeholderData: keepPreviousData,
  });

/** What QuickBooks finds, asked anew whenever rows of the place are read again; null asks nothing. */
export const foundInvoices = (place: PanelPlace, asked: Wanted | null) =>
  queryOptions({
    queryKey: [...listKey(place), 'search', asked],
    queryFn: asked
      ? ({ signal }) => {
          const { customer, ...by } = asked;
          const customerId = customer?.id ?? null;
          return api.links.search({ place, customerId, ...by }, { signal });
        }
      : skipToken,
    retry: false,
  });

/** The customer who is linked here, or null; QuickBooks is not asked. */
export const linkedCustomer = (place: PanelPlace) =>
  queryOptions({
    queryKey: ['links-customer', place],
    queryFn: async ({ signal }) => (await api.invoices.list({ place }, { signal })).customer,
    // Without it, one searches among all customers.
    retry: false,
  });

/** The deals of an organization or a person; a deal is its own. */
export const placeDeals = (place: PanelPlace) =>
  queryOptions({
    queryKey: ['links-deals', place],
    queryFn: async ({ signal }) => (await api.links.deals({ place }, { signal })).deals,
  });

/** What is billed of a deal. */
export const dealLedger = (dealId: number) =>
  queryOptions({
    queryKey: ['links-ledger', dealId],
    queryFn: ({ signal }) => api.invoices.ledger({ dealId }, { signal }),
  });

/** Rows and sums of this place are read again. */
export const rereadList = (place: InvoicePlace): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: listKey(place) });

/** What is billed of deals is read again. */
export const rereadLedgers = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: ['links-ledger'] });
