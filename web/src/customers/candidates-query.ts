import type { Candidate } from '@dealbill/server/contract/customers';
import { queryOptions } from '@tanstack/react-query';
import type { PanelContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import type { Buyer } from './similar-customers.ts';

/** Candidates for a buyer; `told` are those that came along with the page, for the buyer it opened with. */
export const candidatesOf = (
  context: PanelContext,
  { name, email }: Buyer,
  told: Candidate[] | undefined,
) =>
  queryOptions({
    queryKey: ['customers', 'candidates', context, name, email],
    queryFn: async ({ signal }) => {
      const found = await api.customers.candidates({ context, name, email }, { signal });
      return found.candidates;
    },
    initialData: told,
    // What came with the page is as good as asked.
    staleTime: told ? Number.POSITIVE_INFINITY : 30_000,
    retry: false,
  });
