import { queryOptions } from '@tanstack/react-query';
import { api } from '../lib/api.ts';
import { queryClient } from '../lib/query-client.ts';

/** The deal's invoices as our own database knows them. */
export const dealInvoices = (dealId: number) =>
  queryOptions({
    queryKey: ['invoices', dealId],
    queryFn: ({ signal }) => api.invoices.list({ dealId }, { signal }),
  });

/** Sends the first question before anything is drawn; the panel finds it under way. */
export const askForInvoices = (dealId: number): void => {
  queryClient.prefetchQuery(dealInvoices(dealId));
};
