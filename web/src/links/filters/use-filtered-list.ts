import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { InvoicePlace } from '../../host/read-place.ts';
import { asApiError } from '../../lib/api-error.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { type Filters, unfiltered } from '../first-page.ts';
import { invoiceList } from '../queries.ts';
import { useReadingOn } from '../use-reading-on.ts';

const typingPauseMs = 200;

/** A date is typed in three parts, each of which makes one that is not meant. */
const datesPauseMs = 600;

/** The list of a place as it is filtered, and how far it has been read from QuickBooks. */
export const useFilteredList = (place: InvoicePlace) => {
  const [text, setText] = useState(unfiltered.text);
  const [period, setPeriod] = useState(unfiltered.period);
  const [statuses, setStatuses] = useState(unfiltered.statuses);
  const filters: Filters = {
    text: useSettled(text.trim(), text === '' ? 0 : typingPauseMs),
    period: useSettled(period, period?.kind === 'own' ? datesPauseMs : 0),
    statuses,
  };
  const list = useInfiniteQuery(invoiceList(place, filters));
  const first = list.data?.pages[0];
  const reading = useReadingOn(place, first?.period, first?.reading);
  const { fetchNextPage } = list;
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
    rows: useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]),
    error: list.isError ? asApiError(list.error) : null,
    retry: () => list.refetch(),
    /** The rows still answer what was asked before. */
    stale: list.isPlaceholderData,
    reading,
    // Asked for at every step of a scroll bar: what is under way shall not begin anew.
    loadMore: useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]),
  };
};

export type FilteredList = ReturnType<typeof useFilteredList>;
