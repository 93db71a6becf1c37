import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { QuickbooksCustomerDetails } from '../quickbooks/models.ts';

/** Reads an active customer. Throws not_possible when it is missing or inactive. */
export const readCustomer = async (
  { quickbooks }: Pick<Dependencies, 'quickbooks'>,
  realm: Realm,
  customerId: string,
): Promise<QuickbooksCustomerDetails> => {
  const customer = await quickbooks.customerDetails(realm, customerId);
  if (!customer?.active) throw new AppError('not_possible');
  return customer;
};
