import type { NewCustomer } from '@dealbill/server/shared/contract/new-customer';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { queryClient } from '../lib/query-client.ts';
import { focusField } from '../ui/focus/focus-field.ts';
import { creationOutcome } from './creation-outcome.ts';
import { type CustomerLink, customerLink } from './queries.ts';

/** A new customer on its way into QuickBooks, and how that ended. */
export const useCreation = (context: PanelContext, shown: CustomerLink) => {
  const [asked, setAsked] = useState<NewCustomer | null>(null);
  const [instead, setInstead] = useState<string | null>(null);
  const linked = shown.link?.customer.id;
  const create = useMutation({
    mutationFn: (customer: NewCustomer) =>
      api.customers.create({ context, customer, ...(linked && { instead: linked }) }),
    onMutate: (customer) => {
      setAsked(customer);
      setInstead(linked ?? null);
    },
    // Under way until what is shown is true again.
    onSettled: () => queryClient.invalidateQueries({ queryKey: customerLink(context).queryKey }),
  });
  // Once the fields can be typed in again: what was refused is marked, and read out with its error.
  const { error: thrown } = create;
  useEffect(() => {
    const [first] = thrown ? asApiError(thrown).fields : [];
    if (first) focusField(first.path);
  }, [thrown]);
  const { creating, link } = shown;
  const last = creating?.last ?? null;
  const error = thrown ? asApiError(thrown) : null;
  return {
    busy: create.isPending,
    create: (customer: NewCustomer) => {
      if (!create.isPending) create.mutate(customer);
    },
    /** Tells no longer how it ended. */
    forget: () => {
      create.reset();
      setAsked(null);
    },
    error,
    /** What was refused field by field, and of which values that speaks. */
    refused: error?.fields ?? last?.fields ?? [],
    about: asked ?? creating?.proposed ?? null,
    name: (asked?.name ?? last?.name ?? '').trim(),
    said: last?.said ?? '',
    outcome: create.isPending
      ? ('none' as const)
      : creationOutcome({
          asked: asked?.name ?? null,
          instead,
          failed: create.isError,
          link,
          last,
        }),
  };
};

export type Creation = ReturnType<typeof useCreation>;
