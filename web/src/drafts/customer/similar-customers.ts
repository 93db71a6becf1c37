import type { Candidate } from '@dealbill/server/contract/customers';
import type { CustomerChoice, DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { type Buyer, doubledBy } from '../../customers/similar-customers.ts';

/** Name and e-mail by which candidates are searched; a new customer uses its own name. */
export const buyerOf = ({ customer }: Pick<DraftContent, 'customer'>): Buyer => ({
  name: customer.choice.kind === 'new' ? customer.choice.name : customer.to,
  email: customer.email,
});

/** Candidates in the invoice's currency that the new customer of this draft may duplicate. */
export const similarCustomers = (
  choice: CustomerChoice,
  currency: string,
  candidates: Candidate[],
): Candidate[] => (choice.kind === 'new' ? doubledBy(currency, candidates) : []);
