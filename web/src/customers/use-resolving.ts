import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { queryClient } from '../lib/query-client.ts';
import { type CustomerLink, comparison, creationState, customerLink } from './queries.ts';

const nothing = { address: '', email: '', taxId: '' };

/** Follows unconfirmed changes, and reloads the link once they are resolved. */
export const useResolving = (context: PanelContext, shown: CustomerLink | undefined): void => {
  useUpdateResolving(context, shown);
  useCreationResolving(context, shown);
};

/** Polls an unconfirmed update of the linked customer without reading QuickBooks. */
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

/** Polls an unconfirmed new customer. */
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
