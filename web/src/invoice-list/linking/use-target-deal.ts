import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PanelContext } from '../../host/read-context.ts';
import { asApiError } from '../../lib/api-error.ts';
import { contextDeals } from '../queries.ts';
import { obviousDeal } from './obvious-deal.ts';

/** For which deal something is done in a place: the place itself, or one of its deals that the user chooses. */
export const useTargetDeal = (context: PanelContext) => {
  const asks = context.of !== 'deal';
  const query = useQuery({ ...contextDeals(context), enabled: asks });
  const [chosen, setChosen] = useState<number | null>(null);
  const [missed, setMissed] = useState(false);
  const dealId = asks ? (chosen ?? obviousDeal(query.data ?? [])) : context.id;
  return {
    /** False where the place is a deal: then there is nothing to choose. */
    asks,
    dealId,
    /** Undefined while they are not known. */
    deals: query.data,
    /** Deals that are known can be chosen, whatever became of reading them again. */
    error: query.isLoadingError ? asApiError(query.error) : null,
    retry: () => query.refetch(),
    choose: (id: number | null) => {
      setChosen(id);
      setMissed(false);
    },
    /** Something was to be done before a deal was chosen. */
    missed: missed && dealId === null,
    miss: () => setMissed(true),
  };
};

export type TargetDeal = ReturnType<typeof useTargetDeal>;
