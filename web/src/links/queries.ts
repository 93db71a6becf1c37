import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { InvoicePlace } from '../host/read-place.ts';
import { type Answer, api } from '../lib/api.ts';
import { queryClient } from '../lib/query-client.ts';

export type ListPage = Answer<'links', 'list'>;
export type ListRow = ListPage['rows'][number];
export type Period = ListPage['period'];
export type TotalsRow = Answer<'links', 'totals'>['rows'][number];

export type Filters = {
  /** Null: the one used last. */
  period: Period | null;
  text: string;
  statuses: ListRow['status'][];
};

const listKey = (place: InvoicePlace) => ['links', place] as const;

/** The list as our own database knows it, a hundred rows at a time. */
export const invoiceList = (place: InvoicePlace, filters: Filters) =>
  infiniteQueryOptions({
    queryKey: [...listKey(place), 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      api.links.list({ place, filters, skip: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

/** What the whole filtered list adds up to. */
export const listTotals = (place: InvoicePlace, filters: Filters) =>
  queryOptions({
    queryKey: [...listKey(place), 'totals', filters],
    queryFn: ({ signal }) => api.links.totals({ place, filters }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Rows and sums of this place are read again. */
export const rereadList = (place: InvoicePlace): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: listKey(place) });
