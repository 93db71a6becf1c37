import type { Candidate } from '@dealbill/server/contract/customers';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { type Buyer, doubledBy, isTaken } from '../../customers/similar-customers.ts';

/** Name and e-mail by which candidates are searched; a new customer uses its own name. */
export const buyerOf = ({ customer }: DraftContent): Buyer => ({
  name: customer.choice.kind === 'new' ? customer.choice.name : customer.to,
  email: customer.email,
});

/** Candidates in the invoice's currency that the new customer of this draft may duplicate. */
export const similarCustomers = (
  { customer, details }: DraftContent,
  candidates: Candidate[],
): Candidate[] => (customer.choice.kind === 'new' ? doubledBy(details.currency, candidates) : []);

/**
 * The problem of a new customer's name that a candidate has: display names are unique in
 * QuickBooks.
 */
export const takenName = (
  { customer: { choice } }: DraftContent,
  candidates: Candidate[],
): FieldError[] =>
  choice.kind === 'new' && isTaken(choice.name, candidates)
    ? [{ path: 'customer.choice.name', problem: 'name_taken' }]
    : [];
