import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PanelPlace } from '../host/read-place.ts';
import { queryClient } from '../lib/query-client.ts';
import { type CustomerLink, comparison, customerLink } from './queries.ts';

const nothing = { address: '', email: '', taxId: '' };

/**
 * Follows a change of the linked customer that is being looked into, by a question that costs QuickBooks
 * nothing, and reads the link again once it is settled.
 */
export const useSettling = (place: PanelPlace, shown: CustomerLink | undefined): void => {
  const checking = shown?.checking ?? false;
  const { data, dataUpdatedAt } = useQuery({
    ...comparison(place, shown?.link?.customer.id ?? '', nothing),
    enabled: checking,
    gcTime: 0,
    staleTime: 0,
  });
  const settled = checking && data?.checking === false;
  useEffect(() => {
    if (settled && dataUpdatedAt > 0) {
      queryClient.invalidateQueries({ queryKey: customerLink(place).queryKey });
    }
  }, [settled, dataUpdatedAt, place]);
};
