import type { Candidate } from '@dealbill/server/contract/customers';
import { queryOptions } from '@tanstack/react-query';
import type { PanelPlace } from '../host/read-place.ts';
import { api } from '../lib/api.ts';
import type { Buyer } from './look-alikes.ts';

/** Candidates for a buyer; `told` are those that came along with the page, for the buyer it opened with. */
export const candidatesOf = (
  place: PanelPlace,
  { name, email }: Buyer,
  told: Candidate[] | undefined,
) =>
  queryOptions({
    queryKey: ['customers', 'candidates', place, name, email],
    queryFn: async ({ signal }) => {
      const found = await api.customers.candidates({ place, name, email }, { signal });
      return found.candidates;
    },
    initialData: told,
    // What came with the page is as good as asked.
    staleTime: told ? Number.POSITIVE_INFINITY : 30_000,
    retry: false,
  });
