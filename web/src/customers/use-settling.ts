import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PanelPlace } from '../host/read-place.ts';
import { queryClient } from '../lib/query-client.ts';
import { type CustomerLink, comparison, creationState, customerLink } from './queries.ts';

const nothing = { address: '', email: '', taxId: '' };

/** Follows what is being looked into, and reads the link again once it is settled. */
export const useSettling = (place: PanelPlace, shown: CustomerLink | undefined): void => {
  useUpdateSettling(place, shown);
  useCreationSettling(place, shown);
};

/** A change of the linked customer, by a question that costs QuickBooks nothing. */
const useUpdateSettling = (place: PanelPlace, shown: CustomerLink | undefined): void => {
  const checking = shown?.checking ?? false;
  const { data, dataUpdatedAt } = useQuery({
    ...comparison(place, shown?.link?.customer.id ?? '', nothing),
    enabled: checking,
    gcTime: 0,
    staleTime: 0,
  });
  useOnceSettled(place, checking && data?.checking === false, dataUpdatedAt);
};

/** A new customer, likewise. */
const useCreationSettling = (place: PanelPlace, shown: CustomerLink | undefined): void => {
  const checking = shown?.creating?.last?.state === 'checking';
  const { data, dataUpdatedAt } = useQuery({ ...creationState(place), enabled: checking });
  useOnceSettled(place, checking && data?.checking === false, dataUpdatedAt);
};

const useOnceSettled = (place: PanelPlace, settled: boolean, at: number): void => {
  useEffect(() => {
    if (settled && at > 0) {
      void queryClient.invalidateQueries({ queryKey: customerLink(place).queryKey });
    }
  }, [settled, at, place]);
};
