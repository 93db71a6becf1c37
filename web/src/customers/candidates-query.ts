import type { Candidate } from '@dealbill/server/contract/customers';
import { queryOptions } from '@tanstack/react-query';
import type { PanelContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import type { Buyer } from './similar-customers.ts';

/** Candidates for a buyer; `initial` are the ones loaded with the page for its initial buyer. */
export const candidatesOf = (
  context: PanelContext,
  { name, email }: Buyer,
  initial: Candidate[] | undefined,
) =>
  queryOptions({
    queryKey: ['customers', 'candidates', context, name, email],
    queryFn: async ({ signal }) => {
      const found = await api.customers.candidates({ context, name, email }, { signal });
      return found.candidates;
    },
    initialData: initial,
    // Candidates loaded with the page count as fresh.
    staleTime: initial ? Number.POSITIVE_INFINITY : 30_000,
    retry: false,
  });
