import type { Candidate } from '@dealbill/server/contract/customers';
import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../lib/api.ts';

/** Whom a draft bills, as candidates are looked for: the new customer goes by its own name. */
export const buyerOf = ({ customer }: DraftContent): { name: string; email: string } => ({
  name: customer.choice.kind === 'new' ? customer.choice.name : customer.to,
  email: customer.email,
});

/** Candidates for a buyer; those for whom the form opened with came along with it. */
export const candidatesOf = (
  opened: DraftForm,
  { name, email }: { name: string; email: string },
) => {
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

/**
 * Customers that the new one of this draft may double. One in another currency is none: this invoice
 * could not be made for it (Intuit: Customer, CurrencyRef).
 */
export const lookAlikes = (
  { customer, details }: DraftContent,
  candidates: Candidate[],
): Candidate[] =>
  customer.choice.kind === 'new'
    ? candidates.filter(
        ({ currency }) => !currency || !details.currency || currency === details.currency,
      )
    : [];
