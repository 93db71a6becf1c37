import type { Difference } from '@dealbill/server/contract/customers';
import { type QueryKey, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { takeUpdate } from './queries.ts';
import { updateOutcome } from './update-outcome.ts';

export type Comparison = {
  context: PanelContext;
  customer: { id: string; name: string };
  differences: Difference[];
  /** True while an update of this customer without a response is being checked. */
  checking: boolean;
  /** Key of the query with these differences, reloaded after an update. */
  queryKey: QueryKey;
};

/** Sends the selected details to QuickBooks and follows the outcome. */
export const useCustomerUpdate = (shown: Comparison) => {
  const { context, customer, differences, checking, queryKey } = shown;
  const [selected, setTicked] = useState<ReadonlySet<Difference['field']>>(new Set());
  const [last, setLast] = useState<{ about: string; asked: Difference[] } | null>(null);
  // An outcome belongs to the details it was sent with.
  const about = JSON.stringify(queryKey);
  const asked = last?.about === about ? last.asked : [];
  const chosen = differences.filter(({ field }) => selected.has(field));
  const update = useMutation({
    mutationFn: (wanted: Difference[]) =>
      api.customers.update({
        context,
        customerId: customer.id,
        fields: Object.fromEntries(wanted.map(({ field, pipedrive }) => [field, pipedrive])),
      }),
    onMutate: (wanted) => setLast({ about, asked: wanted }),
    // Pending until the shown data is current again.
    onSettled: (answer, _error, wanted) => takeUpdate(queryKey, wanted, answer),
    onSuccess: () => setTicked(new Set()),
  });
  return {
    selected,
    tick: (field: Difference['field'], on: boolean) =>
      setTicked((before) => {
        const after = new Set(before);
        if (on) after.add(field);
        else after.delete(field);
        return after;
      }),
    chosen,
    run: () => {
      if (chosen.length > 0 && !update.isPending) update.mutate(chosen);
    },
    busy: update.isPending,
    asked,
    error: asApiError(update.error),
    outcome: update.isPending
      ? ('none' as const)
      : updateOutcome({ asked, failed: update.isError, differences, checking }),
  };
};

export type CustomerUpdate = ReturnType<typeof useCustomerUpdate>;
