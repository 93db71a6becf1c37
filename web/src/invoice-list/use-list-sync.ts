import { useQuery } from '@tanstack/react-query';
import type { InvoiceContext } from '../host/read-context.ts';
import { afterPaint } from '../lib/after-paint.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { type ListPage, type Period, rereadList } from './queries.ts';

/**
 * Synchronizes the list from QuickBooks until it is complete and fresh: one call after the other,
 * reloading the rows after each. An error stops it and is returned.
 */
export const useListSync = (
  context: InvoiceContext,
  period: Period | undefined,
  reading: ListPage['reading'] | undefined,
) => {
  const query = useQuery({
    queryKey: ['links-reading', context, period],
    queryFn: async ({ signal }) => {
      let more = true;
      while (more) {
        ({ more } = await api['invoice-list'].load(
          { context, period: period ?? null },
          { signal },
        ));
        await rereadList(context);
        // Shows the loaded rows before requesting more.
        await afterPaint();
      }
      return true;
    },
    enabled: reading !== undefined && (!reading.fresh || reading.more),
    retry: false,
  });
  return {
    asking: query.isFetching,
    error: query.isError ? asApiError(query.error) : null,
    retry: () => query.refetch(),
  };
};
