import type { DraftContent } from '../../shared/draft-content.ts';
import type { NewCustomer } from '../../shared/new-customer.ts';

/** The customer that a draft creates, in the currency of its invoice. */
export const newCustomerOf = ({ customer, details }: DraftContent): NewCustomer => {
  const { choice, address, email, taxId } = customer;
  const name = choice.kind === 'none' ? '' : choice.name;
  return { name, address, email, taxId, currency: details.currency };
};
