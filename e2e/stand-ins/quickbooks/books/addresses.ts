import { type Company, takeId } from './company.ts';
import type { Address, Customer } from './entities.ts';

/** An address as sent, under its own Id; sending the same text again keeps the Id. */
export function addressFor(
  company: Company,
  sent: Omit<Address, 'Id'> | undefined,
  known?: Address,
): Address | undefined {
  if (!sent || Object.keys(sent).length === 0) return undefined;
  const { Id, ...before } = known ?? {};
  if (Id && textOf(before) === textOf(sent)) return known;
  return { Id: takeId(company, 'address'), ...sent };
}

function textOf(address: Address): string {
  return JSON.stringify(Object.entries(address).sort());
}

/** What an invoice without addresses takes over from its customer, under the customer's Ids. */
export function addressesOf(customer: Customer): { BillAddr?: Address; ShipAddr?: Address } {
  const billing = customer.BillAddr;
  return { BillAddr: billing, ShipAddr: customer.ShipAddr ?? billing };
}
