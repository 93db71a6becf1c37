import { useQuery } from '@tanstack/react-query';
import { useBecameVisible, useModalClosed } from '../../host/events.ts';
import type { PanelContext } from '../../host/read-context.ts';
import { type ApiError, asApiError } from '../../lib/api-error.ts';
import { now } from '../../lib/clock.ts';
import { useChangedElsewhere } from '../../lib/notify-changes.ts';
import { panelInvoices, refreshedInvoices } from '../queries.ts';

/** Coming back to the panel within this time does not ask QuickBooks again. */
const freshMs = 60_000;

/** What a form saves while it is being closed may arrive after the panel has read. */
const lastWordsMs = 1_500;

const errorOf = (query: { isError: boolean; error: Error | null }): ApiError | null =>
  query.isError ? asApiError(query.error) : null;

/**
 * A place's invoices: at once from our own database, then once from QuickBooks in the background.
 * `problems` are what went wrong on the way, also while older rows can still be shown.
 */
export const usePanelInvoices = (context: PanelContext) => {
  const list = useQuery(panelInvoices(context));
  const refreshed = useQuery({
    ...refreshedInvoices(context),
    enabled: list.data?.connection === 'active',
  });

  const refresh = async () => {
    const { data } = await list.refetch();
    if (data?.connection === 'active') await refreshed.refetch();
  };
  useModalClosed(() => {
    list.refetch();
    setTimeout(() => list.refetch(), lastWordsMs);
  });
  // So that it is current as soon as the modal before it is closed.
  useChangedElsewhere(() => list.refetch());
  useBecameVisible(() => {
    if (now() - refreshed.dataUpdatedAt > freshMs) void refresh();
    else list.refetch();
  });

  const problems = [errorOf(list), errorOf(refreshed)].filter((error) => error !== null);
  // The look at QuickBooks may find out what our own rows do not know yet.
  const broken = problems.some(({ code }) => code === 'connection_broken');
  return {
    data: list.data && broken ? { ...list.data, connection: 'broken' as const } : list.data,
    problems,
    refreshing: refreshed.isFetching || list.isFetching,
    /** Reads our database again. */
    reread: () => list.refetch(),
    /** Reads QuickBooks again. */
    refresh,
  };
};
