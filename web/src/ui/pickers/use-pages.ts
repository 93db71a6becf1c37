import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useDebounced } from '../../lib/use-debounced.ts';

/** One page of search results. */
export type Page<Row> = { rows: Row[]; more: boolean };

export type Search<Row> = {
  /** Query key of the cached pages. */
  key: readonly unknown[];
  load: (text: string, page: number, signal: AbortSignal) => Promise<Page<Row>>;
};

const typingPauseMs = 200;

/**
 * Pages of a search as one growing list. Loads nothing while closed, and waits until typing pauses.
 */
export const usePages = <Row>(search: Search<Row>, text: string, open: boolean) => {
  const settled = useDebounced(text.trim(), text === '' ? 0 : typingPauseMs);
  const query = useInfiniteQuery({
    queryKey: [...search.key, settled],
    queryFn: ({ pageParam, signal }) => search.load(settled, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last, _all, page) => (last.more ? page + 1 : undefined),
    placeholderData: keepPreviousData,
    enabled: open,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const emptyInBetween = hasNextPage && !isError && query.data?.pages.at(-1)?.rows.length === 0;
  useEffect(() => {
    // An empty page adds nothing to scroll to, so the next page is loaded here.
    if (emptyInBetween && !isFetching) fetchNextPage();
  }, [emptyInBetween, isFetching, fetchNextPage]);
  return {
    rows: query.data?.pages.flatMap((page) => page.rows) ?? [],
    /** The rows belong to an earlier search text. */
    stale: query.isPlaceholderData || settled !== text.trim(),
    busy: query.isFetching || settled !== text.trim(),
    error: query.isError ? query.error : null,
    loadingMore: query.isFetchingNextPage,
    retry: () => query.refetch(),
    more: () => {
      if (hasNextPage && !isFetching) fetchNextPage();
    },
  };
};
