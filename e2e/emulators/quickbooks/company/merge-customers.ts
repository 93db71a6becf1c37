import type { Switches } from '../switches.ts';
import { businessRefusal } from '../wire/faults.ts';
import { recountCustomer } from './customer-balance.ts';
import { renameChildren } from './customers.ts';
import type { Customer } from './entities.ts';
import { transactionsOf } from './name-in-transactions.ts';
import { inactiveName } from './names.ts';
import { bump, type Realm } from './realm.ts';
import { customerRef } from './references.ts';

/**
 * Merges one customer into another, which only the QuickBooks UI can do. Transactions and
 * sub-customers of `from` move to `into`. Throws for customers with different currencies.
 */
export function mergeCustomers(
  realm: Realm,
  from: Customer,
  into: Customer,
  how: Pick<Switches, 'mergedCustomer' | 'mergeChangesTransactions'>,
): Customer {
  const { company } = realm;
  if (from.Id === into.Id) throw businessRefusal('A customer cannot be merged into itself.');
  if (from.CurrencyRef?.value !== into.CurrencyRef?.value)
    throw businessRefusal('Customers with different currencies cannot be merged.');
  for (const txn of transactionsOf(company, from.Id)) {
    txn.CustomerRef = customerRef(into);
    if (how.mergeChangesTransactions) bump(realm, txn);
  }
  for (const one of Object.values(company.customers))
    if (one.ParentRef?.value === from.Id) one.ParentRef = customerRef(into);
  renameChildren(company, into);
  leave(realm, from, into, how.mergedCustomer);
  bump(realm, into);
  recountCustomer(realm, into.Id);
  return into;
}

function leave(realm: Realm, from: Customer, into: Customer, as: Switches['mergedCustomer']): void {
  const { company } = realm;
  if (as === 'inactive') {
    const name = inactiveName(from.DisplayName);
    Object.assign(from, { Active: false, DisplayName: name, FullyQualifiedName: name });
    bump(realm, from);
    recountCustomer(realm, from.Id);
    return;
  }
  delete company.customers[from.Id];
  const at = new Date(realm.now).toISOString();
  company.deleted.push({ entity: 'Customer', id: from.Id, at, mergedInto: into.Id });
}
