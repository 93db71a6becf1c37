import type { Candidate } from '@dealbill/server/contract/customers';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { type Buyer, doubledBy, isTaken } from '../../customers/similar-customers.ts';

/** Whom a draft bills: a new customer goes by its own name. */
export const buyerOf = ({ customer }: DraftContent): Buyer => ({
  name: customer.choice.kind === 'new' ? customer.choice.name : customer.to,
  email: customer.email,
});

/** Customers that the new one of this draft, in the invoice's currency, may double. */
export const similarCustomers = (
  { customer, details }: DraftContent,
  candidates: Candidate[],
): Candidate[] => (customer.choice.kind === 'new' ? doubledBy(details.currency, candidates) : []);

/** The new customer has the name of one that is there; display names are unique in QuickBooks. */
export const takenName = (
  { customer: { choice } }: DraftContent,
  candidates: Candidate[],
): FieldError[] =>
  choice.kind === 'new' && isTaken(choice.name, candidates)
    ? [{ path: 'customer.choice.name', problem: 'name_taken' }]
    : [];
