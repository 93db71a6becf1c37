import type { Customer, Entity, Ref } from './entities.ts';
import type { Company } from './realm.ts';
import { customerRef } from './references.ts';

interface OfCustomer extends Entity {
  CustomerRef: Ref;
}

/** All transactions of a customer. */
export function transactionsOf(company: Company, customerId: string): OfCustomer[] {
  const all = [company.invoices, company.payments, company.creditMemos, company.estimates];
  return all
    .flatMap((some): OfCustomer[] => Object.values(some))
    .filter((txn) => txn.CustomerRef.value === customerId);
}

/** Writes a customer's new name into its transactions without changing their SyncToken. */
export function renameInTransactions(company: Company, customer: Customer): void {
  for (const txn of transactionsOf(company, customer.Id)) txn.CustomerRef = customerRef(customer);
}
