import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { InvoiceContext } from '../../host/read-context.ts';
import { asApiError } from '../../lib/api-error.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { type Filters, unfiltered } from '../first-page.ts';
import type { InView } from '../next-page.ts';
import { invoiceList, startAfter } from '../queries.ts';
import { rowsByPosition } from '../rows-by-position.ts';
import { useListSync } from '../use-list-sync.ts';

const typingPauseMs = 200;

/** A date is typed in three parts, each of which makes one that is not meant. */
const datesPauseMs = 600;

/** The list of a place as it is filtered, and how far it has been read from QuickBooks. */
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
  const reading = useListSync(context, first?.period, first?.reading);
  const { data, dataUpdatedAt, fetchNextPage } = list;
  return {
    text,
    setText,
    /** As chosen, or as it was chosen last; undefined while that is not known. */
    period: period ?? first?.period,
    setPeriod,
    statuses,
    setStatuses,
    filters,
    first,
    /** Those that have been read, not all next to each other. */
    rows: useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]),
    /** The same, each at its place in the list. */
    placed: useMemo(() => rowsByPosition(list.data), [list.data]),
    error: list.isError ? asApiError(list.error) : null,
    retry: () => list.refetch(),
    /** The rows still answer what was asked before. */
    stale: list.isPlaceholderData,
    reading,
    /** Reads what is missing of the rows that are looked at. */
    look: useCallback(
      (now: InView) => {
        inView.current = now;
        // Another function after each reading, also one that brought the same rows: what was looked at
        // meanwhile may have been left to it.
        const read = dataUpdatedAt > 0 ? data : undefined;
        // Asked for at every step of a scroll bar: what is under way shall not begin anew.
        if (read && startAfter(context, read, now) !== null) {
          fetchNextPage({ cancelRefetch: false });
        }
      },
      [context, data, dataUpdatedAt, fetchNextPage],
    ),
  };
};

export type FilteredList = ReturnType<typeof useFilteredList>;
