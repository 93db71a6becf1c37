import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useBecameVisible, useModalClosed } from '../../host/events.ts';
import type { PanelContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { type ApiError, asApiError } from '../../lib/api-error.ts';
import { now } from '../../lib/clock.ts';
import { useChangedElsewhere } from '../../lib/notify-changes.ts';
import { queryClient } from '../../lib/query-client.ts';
import type { LiveChange } from '../../live/follow-changes.ts';
import { repeatWork } from '../../live/repeat-work.ts';
import { useLiveChanges } from '../../live/use-live-changes.ts';
import { panelInvoices, refreshedInvoices } from '../queries.ts';

/** Returning to the panel within this time does not read QuickBooks again. */
const freshMs = 60_000;

/** A form that is being closed may save its draft after the panel has read. */
const lastWordsMs = 1_500;

/** A series of changes causes one request per second. */
const rereadPauseMs = 1_000;

/**
 * Reads our database again. A running request may have read before the change, so another one
 * follows it.
 */
const rereadChanged = async (context: PanelContext): Promise<void> => {
  const filter = { queryKey: panelInvoices(context).queryKey, exact: true };
  const reread = () => queryClient.refetchQueries(filter, { cancelRefetch: false });
  if (queryClient.isFetching(filter) > 0) await reread();
  await reread();
};

/** Whether a change can concern a panel with these rows. */
const concerns = (
  context: PanelContext,
  rows: Answer<'invoices', 'list'> | undefined,
  { dealIds, customerIds }: LiveChange,
): boolean => {
  if (dealIds === null || !rows) return true;
  const ownDealIds = context.of === 'deal' ? [context.id] : (rows.dealIds ?? []);
  const shown = [rows.customer?.id, ...rows.invoices.map(({ customerId }) => customerId)];
  return (
    dealIds.some((dealId) => ownDealIds.includes(dealId)) ||
    customerIds.some((customerId) => shown.includes(customerId))
  );
};

const errorOf = (query: { isError: boolean; error: Error | null }): ApiError | null =>
  query.isError ? asApiError(query.error) : null;

/**
 * Invoices of a context: at once from our database, then once from QuickBooks in the background.
 * `problems` are the errors of both, also while older rows are shown.
 */
export const usePanelInvoices = (context: PanelContext) => {
  const list = useQuery(panelInvoices(context));
  const refreshed = useQuery({
    ...refreshedInvoices(context),
    // While updates are off, only the user reads QuickBooks.
    enabled: list.data?.connection === 'active' && list.data.updates,
  });

  const refresh = async () => {
    const { data } = await list.refetch();
    if (data?.connection === 'active') await refreshed.refetch();
  };
  useModalClosed(() => {
    list.refetch();
    setTimeout(() => list.refetch(), lastWordsMs);
  });
  // Keeps the panel current behind an open modal.
  useChangedElsewhere(() => list.refetch());
  useBecameVisible(() => {
    if (list.data?.updates && now() - refreshed.dataUpdatedAt > freshMs) void refresh();
    else list.refetch();
  });

  const [quiet, setQuiet] = useState(false);
  const [rereadQuietly] = useState(() =>
    repeatWork(async () => {
      setQuiet(true);
      await rereadChanged(context).finally(() => setQuiet(false));
    }, rereadPauseMs),
  );
  useLiveChanges(list.data !== undefined, {
    // A refresh that is still running reads our database at its end.
    opened: () => {
      if (!refreshed.isFetching) rereadQuietly();
    },
    changed: (change) => {
      if (concerns(context, list.data, change)) rereadQuietly();
    },
  });

  // QuickBooks may be disconnected since the list was read.
  const refreshError = errorOf(refreshed);
  const isDisconnected = refreshError?.code === 'not_connected';
  const { refetch: rereadList } = list;
  useEffect(() => {
    if (isDisconnected) void rereadList();
  }, [isDisconnected, rereadList]);
  const isKnown = isDisconnected && list.data?.connection === 'ended';
  const problems = [errorOf(list), isKnown ? null : refreshError].filter((error) => error !== null);
  // The refresh may detect a broken connection before our database knows it.
  const broken = problems.some(({ code }) => code === 'connection_broken');
  return {
    data: list.data && broken ? { ...list.data, connection: 'broken' as const } : list.data,
    problems,
    /** Changes whenever the data was read again. */
    version: list.dataUpdatedAt,
    refreshing: refreshed.isFetching || (list.isFetching && !quiet),
    /** Reads our database again. */
    reread: () => list.refetch(),
    /** Reads QuickBooks again. */
    refresh,
  };
};
