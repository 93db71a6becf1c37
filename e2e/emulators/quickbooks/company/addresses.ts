import { companyAddress } from './company-address.ts';
import type { Address, Customer } from './entities.ts';
import { type Company, type Realm, takeId } from './realm.ts';

/** Gives a sent address an Id; an unchanged address keeps the Id it had. */
export function addressFor(
  company: Company,
  sent: Omit<Address, 'Id'> | undefined,
  known?: Address,
): Address | undefined {
  if (!sent || Object.keys(sent).length === 0) return undefined;
  const { Id, Lat, Long, ...before } = known ?? {};
  if (Id && textOf(before) === textOf(sent)) return known;
  return { Id: takeId(company, 'address'), ...sent };
}

function textOf(address: Address): string {
  return JSON.stringify(Object.entries(address).sort());
}

/** The customer's addresses for an invoice that sends none, under the customer's address Ids. */
export function addressesOf(
  customer: Customer,
  { customers }: Pick<Company, 'customers'>,
): { BillAddr?: Address; ShipAddr?: Address } {
  const parent = customer.BillWithParent ? customers[customer.ParentRef?.value ?? ''] : undefined;
  const billing = parent?.BillAddr ?? customer.BillAddr;
  return { BillAddr: billing, ShipAddr: customer.ShipAddr ?? billing };
}

/**
 * The address for automated sales tax: the ship-to address (sent, or the customer's) when it has a
 * state, a postal code or a foreign country, else the company's. Ignores the billing address.
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-us-locales
 */
export function taxedPlace(realm: Realm, shipTo: Address | undefined): Address | undefined {
  const locatable = shipTo?.CountrySubDivisionCode || shipTo?.PostalCode || isAbroad(shipTo);
  if (locatable) return shipTo;
  return realm.switches?.taxWithoutAddress === 'none' ? undefined : companyAddress(realm.company);
}

function isAbroad(address: Address | undefined): boolean {
  const country = (address?.Country ?? '').replaceAll('.', '').toUpperCase();
  return !['', 'US', 'USA', 'UNITED STATES', 'UNITED STATES OF AMERICA'].includes(country);
}

/** Ranges of the first three postal code digits, for the states with seeded rates (USPS: L002). */
const postalStates: [string, number, number][] = [
  ['CA', 900, 961],
  ['WA', 980, 994],
  ['MA', 10, 27],
  ['NY', 100, 149],
  ['OR', 970, 979],
];

/** The US state of an address, by its state code or else its postal code; undefined abroad. */
export function stateOf(address: Address | undefined): string | undefined {
  if (isAbroad(address)) return undefined;
  const named = address?.CountrySubDivisionCode?.toUpperCase();
  const area = Number(/^(\d{3})\d{2}/.exec(address?.PostalCode ?? '')?.[1] ?? Number.NaN);
  return named || postalStates.find(([, from, to]) => area >= from && area <= to)?.[0];
}
