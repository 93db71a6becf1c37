import type { Candidate } from '@dealbill/server/contract/customers';
import type { DraftContent } from '@dealbill/server/shared/draft-content';

/** By what customers that may be meant are looked for. */
export type Buyer = { name: string; email: string };

/** Whom a draft bills: a new customer goes by its own name. */
export const buyerOf = ({ customer }: DraftContent): Buyer => ({
  name: customer.choice.kind === 'new' ? customer.choice.name : customer.to,
  email: customer.email,
});

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
