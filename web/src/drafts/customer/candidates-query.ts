import type { DraftForm } from '@dealbill/server/contract/drafts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import type { Buyer } from './look-alikes.ts';

/** Candidates for a buyer; those for whom the form opened with came along with it. */
export const candidatesOf = (opened: DraftForm, { name, email }: Buyer) => {
  const { to, email: openedEmail } = opened.content.customer;
  const asOpened = name === to && email === openedEmail;
  return queryOptions({
    queryKey: ['customers', 'candidates', opened.deal.id, name, email],
    queryFn: async ({ signal }) => {
      const found = await api.customers.candidates(
        { dealId: opened.deal.id, name, email },
        { signal },
      );
      return found.candidates;
    },
    initialData: asOpened ? opened.candidates : undefined,
    // What came with the form is as good as asked.
    staleTime: asOpened ? Number.POSITIVE_INFINITY : 30_000,
    retry: false,
  });
};
