import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Plan = Answer<'billing-plans', 'show'>;
export type PlanEntry = Plan['entries'][number];
export type Sources = Answer<'billing-plans', 'sources'>;

const plans = api['billing-plans'];

/** The plan in the panel, from our database. */
export const panelPlan = (dealId: number) =>
  queryOptions({
    queryKey: ['billing-plans', dealId],
    queryFn: ({ signal }) => plans.show({ dealId }, { signal }),
    retry: false,
  });

/** The plan to edit, with the deal's value as Pipedrive has it now. */
export const editedPlan = (dealId: number) =>
  queryOptions({
    queryKey: ['billing-plans', dealId, 'fresh'],
    queryFn: ({ signal }) => plans.show({ dealId, fresh: true }, { signal }),
    // The rows are edited on the screen, so they must not be replaced in the background.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  });

export const planSources = (dealId: number) =>
  queryOptions({
    queryKey: ['billing-plans', dealId, 'sources'],
    queryFn: ({ signal }) => plans.sources({ dealId }, { signal }),
    retry: false,
  });
