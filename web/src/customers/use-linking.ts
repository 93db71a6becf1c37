import type { CustomerRow } from '@dealbill/server/shared/contract/picker-rows';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { queryClient } from '../lib/query-client.ts';
import { type CustomerLink, customerLink } from './queries.ts';
import { reallyUnlink } from './unlink.ts';

type Named = Pick<CustomerRow, 'id' | 'name'>;

/** The last action on the link, for *Undo*. */
export type Done = { kind: 'linked' | 'unlinked'; customer: Named; before: Named | null };

/** Links and unlinks the customer of a context; shows the response at once. */
export const useLinking = (context: PanelContext, shown: CustomerLink) => {
  const [done, setDone] = useState<Done | null>(null);
  const { queryKey } = customerLink(context);
  const before = shown.link?.customer ?? null;
  const show = (answer: CustomerLink) => queryClient.setQueryData(queryKey, answer);
  const change = useMutation({
    mutationFn: ({ id: customerId }: Named) => api.customers.change({ context, customerId }),
    onSuccess: (answer, customer) => {
      show(answer);
      setDone({ kind: 'linked', customer, before: before?.id === customer.id ? null : before });
    },
  });
  const unlink = useMutation({
    mutationFn: (_: Named) => api.customers.unlink({ context }),
    onSuccess: (answer, customer) => {
      show(answer);
      setDone({ kind: 'unlinked', customer, before: null });
    },
  });
  const failed = [change, unlink].find(({ isError }) => isError);
  return {
    done,
    error: failed ? asApiError(failed.error) : null,
    busy: change.isPending || unlink.isPending,
    change: (customer: Named) => {
      unlink.reset();
      change.mutate(customer);
    },
    /** Clears the last action. */
    forget: () => setDone(null),
    unlink: async () => {
      if (!before || !(await reallyUnlink(before.name))) return;
      change.reset();
      unlink.mutate(before);
    },
  };
};

export type Linking = ReturnType<typeof useLinking>;
