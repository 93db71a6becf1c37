import Big from 'big.js';
import type { Customer } from './entities.ts';
import { sumOf, wireNumber } from './money.ts';
import type { Company, Realm } from './realm.ts';

/**
 * Sets a customer's balance: open invoices less unapplied payments and open credit memos, in the
 * customer's currency. Leaves the SyncToken unchanged.
 */
export function recountCustomer(realm: Realm, customerId: string): void {
  if (realm.bulk) return;
  const { company } = realm;
  const customer = company.customers[customerId];
  if (!customer) return;
  const open = Object.values(company.invoices)
    .filter((invoice) => invoice.Balance !== 0 && invoice.CustomerRef.value === customerId)
    .map((invoice) => Big(invoice.Balance));
  const credit = Object.values(company.payments)
    .filter((payment) => payment.UnappliedAmt !== 0 && payment.CustomerRef.value === customerId)
    .map((payment) => Big(payment.UnappliedAmt));
  const memos = Object.values(company.creditMemos)
    .filter((memo) => memo.Balance !== 0 && memo.CustomerRef.value === customerId)
    .map((memo) => Big(memo.Balance));
  customer.Balance = wireNumber(sumOf(open).minus(sumOf([...credit, ...memos])));
  recountWithJobs(realm.company);
}

/** Sets `BalanceWithJobs`: the balance of a customer and all its sub-customers. */
function recountWithJobs({ customers }: Company): void {
  const all = Object.values(customers);
  const withJobs = (one: Customer): Big =>
    sumOf([
      Big(one.Balance),
      ...all.filter(({ ParentRef }) => ParentRef?.value === one.Id).map(withJobs),
    ]);
  for (const one of all) one.BalanceWithJobs = one.Balance;
  const parents = new Set(all.flatMap(({ ParentRef }) => ParentRef?.value ?? []));
  for (const id of parents) {
    const parent = customers[id];
    if (parent) parent.BalanceWithJobs = wireNumber(withJobs(parent));
  }
}

/** Recomputes the balances of all customers in one pass, after a bulk write. */
export function recountAllCustomers(realm: Realm): void {
  const { customers, invoices, payments, creditMemos } = realm.company;
  const totals = new Map<string, Big>();
  const add = (id: string, amount: Big) => totals.set(id, (totals.get(id) ?? Big(0)).plus(amount));
  for (const invoice of Object.values(invoices))
    add(invoice.CustomerRef.value, Big(invoice.Balance));
  for (const payment of Object.values(payments))
    add(payment.CustomerRef.value, Big(payment.UnappliedAmt).neg());
  for (const memo of Object.values(creditMemos))
    add(memo.CustomerRef.value, Big(memo.Balance).neg());
  for (const customer of Object.values(customers)) {
    customer.Balance = wireNumber(totals.get(customer.Id) ?? Big(0));
  }
  recountWithJobs(realm.company);
}
