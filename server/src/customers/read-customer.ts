import { AppError } from '../app-error.ts';
import type { Doors } from '../context.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { BooksCustomerDetails } from '../quickbooks/told.ts';

/** Throws not_possible for one that is gone or inactive. */
export const readCustomer = async (
  { quickbooks }: Pick<Doors, 'quickbooks'>,
  realm: Realm,
  customerId: string,
): Promise<BooksCustomerDetails> => {
  const customer = await quickbooks.customerDetails(realm, customerId);
  if (!customer?.active) throw new AppError('not_possible');
  return customer;
};
