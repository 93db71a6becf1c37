import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { queryClient } from '../lib/query-client.ts';
import { type CustomerLink, comparison, creationState, customerLink } from './queries.ts';

const nothing = { address: '', email: '', taxId: '' };

/** Follows what is being looked into, and reads the link again once it is settled. */
export const useResolving = (context: PanelContext, shown: CustomerLink | undefined): void => {
  useUpdateResolving(context, shown);
  useCreationResolving(context, shown);
};

/** A change of the linked customer, by a question that costs QuickBooks nothing. */
const useUpdateResolving = (context: PanelContext, shown: CustomerLink | undefined): void => {
  const checking = shown?.checking ?? false;
  const { data, dataUpdatedAt } = useQuery({
    ...comparison(context, shown?.link?.customer.id ?? '', nothing),
    enabled: checking,
    gcTime: 0,
    staleTime: 0,
  });
  useOnceSettled(context, checking && data?.checking === false, dataUpdatedAt);
};

/** A new customer, likewise. */
const useCreationResolving = (context: PanelContext, shown: CustomerLink | undefined): void => {
  const checking = shown?.creating?.last?.state === 'checking';
  const { data, dataUpdatedAt } = useQuery({ ...creationState(context), enabled: checking });
  useOnceSettled(context, checking && data?.checking === false, dataUpdatedAt);
};

const useOnceSettled = (context: PanelContext, settled: boolean, at: number): void => {
  useEffect(() => {
    if (settled && at > 0) {
      void queryClient.invalidateQueries({ queryKey: customerLink(context).queryKey });
    }
  }, [settled, at, context]);
};
