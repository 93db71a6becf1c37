import type { Difference } from '@dealbill/server/contract/customers';
import { type QueryKey, queryOptions } from '@tanstack/react-query';
import type { PanelContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { ApiError } from '../lib/api-error.ts';
import { queryClient } from '../lib/query-client.ts';

export type CustomerLink = Answer<'customers', 'link'>;
export type Details = { address: string; email: string; taxId: string };

export const settlesEveryMs = 4_000;

const isChecked = ({ checking, creating }: CustomerLink): boolean =>
  checking || creating?.last?.state === 'checking';

/**
 * The QuickBooks customer of the context's organization or person. While QuickBooks is unavailable,
 * keeps what was loaded from it, with the input that depends on it.
 */
export const customerLink = (context: PanelContext) => {
  const queryKey = ['customer-link', context] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const now = await api.customers.link({ context }, { signal });
      const before = queryClient.getQueryData<CustomerLink>(queryKey);
      const lessNow = now.connection === 'away' && before?.connection === 'active';
      if (lessNow && !isChecked(now)) throw new ApiError('quickbooks_unavailable');
      return now;
    },
  });
};

/**
 * Differences between typed details and a customer; polled while the customer's update is being
 * checked.
 */
export const comparison = (context: PanelContext, customerId: string, details: Details) =>
  queryOptions({
    queryKey: ['customer-comparison', context, customerId, details],
    queryFn: ({ signal }) => api.customers.compare({ context, customerId, details }, { signal }),
    refetchInterval: ({ state }) => (state.data?.checking ? settlesEveryMs : false),
    retry: false,
  });

/** Whether a new customer is still being checked; polled while it is. */
export const creationState = (context: PanelContext) =>
  queryOptions({
    queryKey: ['customer-creation', context],
    queryFn: ({ signal }) => api.customers.creating({ context }, { signal }),
    refetchInterval: ({ state }) => (state.data?.checking === false ? false : settlesEveryMs),
    retry: false,
    gcTime: 0,
    staleTime: 0,
  });

type Differing = { differences: Difference[]; checking: boolean };

/** Writes the response of an update into the cached query, then reloads it. */
export const takeUpdate = async (
  queryKey: QueryKey,
  asked: Difference[],
  answer: Differing | undefined,
): Promise<void> => {
  if (answer) {
    const isAsked = ({ field }: Difference) => asked.some((one) => one.field === field);
    queryClient.setQueryData(queryKey, (before: Differing | undefined) =>
      before
        ? {
            ...before,
            differences: [
              ...before.differences.filter((one) => !isAsked(one)),
              ...answer.differences,
            ],
            checking: answer.checking,
          }
        : before,
    );
    // Candidates contain these details too.
    void queryClient.invalidateQueries({ queryKey: ['customers', 'candidates'] });
  }
  await queryClient.invalidateQueries({ queryKey });
};
