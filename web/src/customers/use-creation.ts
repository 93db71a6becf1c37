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

/** Creates a customer and follows the outcome. */
export const useCreation = (context: PanelContext, shown: CustomerLink) => {
  const [asked, setAsked] = useState<NewCustomer | null>(null);
  const [replacedCustomerId, setReplacedCustomerId] = useState<string | null>(null);
  const linkedCustomerId = shown.link?.customer.id;
  const create = useMutation({
    mutationFn: (customer: NewCustomer) =>
      api.customers.create({
        context,
        customer,
        ...(linkedCustomerId && { replacedCustomerId: linkedCustomerId }),
      }),
    onMutate: (customer) => {
      setAsked(customer);
      setReplacedCustomerId(linkedCustomerId ?? null);
    },
    // Pending until the shown data is current again.
    onSettled: () => queryClient.invalidateQueries({ queryKey: customerLink(context).queryKey }),
  });
  // Runs once the fields are enabled again: focuses the rejected field, so that it is announced
  // with its error.
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
    /** Clears the outcome. */
    forget: () => {
      create.reset();
      setAsked(null);
    },
    error,
    /** Problems by field, and the values they belong to. */
    refused: error?.fields ?? last?.fields ?? [],
    about: asked ?? creating?.proposed ?? null,
    name: (asked?.name ?? last?.name ?? '').trim(),
    said: last?.said ?? '',
    outcome: create.isPending
      ? ('none' as const)
      : creationOutcome({
          asked: asked?.name ?? null,
          replacedCustomerId,
          failed: create.isError,
          link,
          last,
        }),
  };
};

export type Creation = ReturnType<typeof useCreation>;
