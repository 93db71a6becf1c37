import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { InvoiceContext } from '../../host/read-context.ts';
import { asApiError } from '../../lib/api-error.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { type Filters, unfiltered } from '../first-page.ts';
import type { InView } from '../next-page.ts';
import type { ListRow, ReadPages } from '../queries.ts';
import { invoiceList, startAfter } from '../queries.ts';
import { useListSync } from '../use-list-sync.ts';
import { useLiveList } from '../use-live-list.ts';

const typingPauseMs = 200;

/** Typing the three parts of a date passes through dates the user does not mean. */
const datesPauseMs = 600;

/** The filtered list of a context, and how far it has been synchronized from QuickBooks. */
export const useFilteredList = (context: InvoiceContext) => {
  const [text, setText] = useState(unfiltered.text);
  const [period, setPeriod] = useState(unfiltered.period);
  const [statuses, setStatuses] = useState(unfiltered.statuses);
  const filters: Filters = {
    text: useDebounced(text.trim(), text === '' ? 0 : typingPauseMs),
    period: useDebounced(period, period?.kind === 'own' ? datesPauseMs : 0),
    statuses,
  };
  const inView = useRef<InView>({ from: 0, to: 0 });
  const list = useInfiniteQuery(invoiceList(context, filters, () => inView.current));
  const first = list.data?.pages[0];
  useLiveList(context, first);
  const reading = useListSync(context, first?.period, first?.reading);
  const { data, dataUpdatedAt, fetchNextPage } = list;
  return {
    text,
    setText,
    /** The selected period, or the one used last; undefined until it is known. */
    period: period ?? first?.period,
    setPeriod,
    statuses,
    setStatuses,
    filters,
    first,
    /** The loaded rows, which may have gaps. */
    rows: useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]),
    /** The loaded rows by position in the list. */
    placed: useMemo(() => rowsByPosition(list.data), [list.data]),
    error: list.isError ? asApiError(list.error) : null,
    retry: () => list.refetch(),
    /** True when the rows belong to earlier filters. */
    stale: list.isPlaceholderData,
    reading,
    /** Loads missing rows of the visible range. */
    look: useCallback(
      (now: InView) => {
        inView.current = now;
        // A new function after each response, even with equal rows, because the visible range may
        // have changed during the request.
        const read = dataUpdatedAt > 0 ? data : undefined;
        // Called at every step of scrolling: a pending request must not be restarted.
        if (read && startAfter(context, read, now) !== null) {
          fetchNextPage({ cancelRefetch: false });
        }
      },
      [context, data, dataUpdatedAt, fetchNextPage],
    ),
  };
};

export type FilteredList = ReturnType<typeof useFilteredList>;

/** Rows by position in the list: pages load in any order, with gaps. */
const rowsByPosition = (data: ReadPages | undefined): (ListRow | undefined)[] => {
  const placed: (ListRow | undefined)[] = [];
  data?.pages.forEach(({ rows }, page) => {
    const start = Number(data.pageParams[page]);
    rows.forEach((row, index) => {
      placed[start + index] = row;
    });
  });
  return placed;
};
