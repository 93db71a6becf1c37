import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Current = NonNullable<Answer<'items', 'settings'>['current']>;

export type ItemLink = Answer<'items', 'links'>['links'][number];

export const shownItemSettings = queryOptions({
  queryKey: ['items', 'settings'],
  queryFn: ({ signal }) => api.items.settings({}, { signal }),
});

export type NewItem = Answer<'items', 'newItem'>;

/** The accounts for new items, and what is remembered for them; a metered read of QuickBooks. */
export const newItemOptions = queryOptions({
  queryKey: ['items', 'newItem'],
  queryFn: ({ signal }) => api.items.newItem({}, { signal }),
  staleTime: 60_000,
});

const linksKey = ['items', 'links'];

/** The remembered links whose product or item has this text in its name. */
export const linkPages = (text: string) =>
  infiniteQueryOptions({
    queryKey: [...linksKey, text],
    queryFn: ({ pageParam, signal }) => api.items.links({ text, page: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, _all, page) => (last.more ? page + 1 : undefined),
    placeholderData: keepPreviousData,
  });

/** Matches the pages of every search. */
export const allLinkPages = { queryKey: linksKey };
