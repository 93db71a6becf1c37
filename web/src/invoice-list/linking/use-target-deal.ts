import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PanelContext } from '../../host/read-context.ts';
import { asApiError } from '../../lib/api-error.ts';
import { contextDeals } from '../queries.ts';
import { obviousDeal } from './obvious-deal.ts';

/** The target deal of an action: the context itself, or one of its deals that the user selects. */
export const useTargetDeal = (context: PanelContext) => {
  const asks = context.of !== 'deal';
  const query = useQuery({ ...contextDeals(context), enabled: asks });
  const [chosenDealId, setChosenDealId] = useState<number | null>(null);
  const [missed, setMissed] = useState(false);
  const dealId = asks ? (chosenDealId ?? obviousDeal(query.data ?? [])) : context.id;
  return {
    /** False when the context is a deal, so that there is nothing to select. */
    asks,
    dealId,
    /** Undefined until loaded. */
    deals: query.data,
    /** Loaded deals stay selectable when reloading them fails. */
    error: query.isLoadingError ? asApiError(query.error) : null,
    retry: () => query.refetch(),
    choose: (nextDealId: number | null) => {
      setChosenDealId(nextDealId);
      setMissed(false);
    },
    /** True when an action needed a deal before one was selected. */
    missed: missed && dealId === null,
    miss: () => setMissed(true),
  };
};

export type TargetDeal = ReturnType<typeof useTargetDeal>;
