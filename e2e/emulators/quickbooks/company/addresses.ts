import { companyAddress } from './company-address.ts';
import type { Address, Customer } from './entities.ts';
import { type Company, type Realm, takeId } from './realm.ts';

/** An address as sent, under its own Id; sending the same text again keeps the Id. */
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

/** What an invoice without addresses takes over from its customer, under the customer's Ids. */
export function addressesOf(
  customer: Customer,
  { customers }: Pick<Company, 'customers'>,
): { BillAddr?: Address; ShipAddr?: Address } {
  const parent = customer.BillWithParent ? customers[customer.ParentRef?.value ?? ''] : undefined;
  const billing = parent?.BillAddr ?? customer.BillAddr;
  return { BillAddr: billing, ShipAddr: customer.ShipAddr ?? billing };
}

/**
 * The address that automated sales tax is worked out for: the invoice's ship-to, sent or copied from the
 * customer, else the company's own. The billing address of an invoice does not count (Intuit: manage
 * sales tax for US locales). Lines alone tell no place.
 */
export function taxedPlace(realm: Realm, shipTo: Address | undefined): Address | undefined {
  const told = shipTo?.CountrySubDivisionCode || shipTo?.PostalCode || isAbroad(shipTo);
  if (told) return shipTo;
  return realm.switches?.taxWithoutAddress === 'none' ? undefined : companyAddress(realm.company);
}

function isAbroad(address: Address | undefined): boolean {
  const country = (address?.Country ?? '').replaceAll('.', '').toUpperCase();
  return !['', 'US', 'USA', 'UNITED STATES', 'UNITED STATES OF AMERICA'].includes(country);
}

/** First three digits of postal codes, of the states that have a tax here (USPS: L002). */
const postalStates: [string, number, number][] = [
  ['CA', 900, 961],
  ['WA', 980, 994],
  ['MA', 10, 27],
  ['NY', 100, 149],
  ['OR', 970, 979],
];

/** The state of a place inside the US: as it is named, else by its postal code. */
export function stateOf(address: Address | undefined): string | undefined {
  if (isAbroad(address)) return undefined;
  const named = address?.CountrySubDivisionCode?.toUpperCase();
  const area = Number(/^(\d{3})\d{2}/.exec(address?.PostalCode ?? '')?.[1] ?? Number.NaN);
  return named || postalStates.find(([, from, to]) => area >= from && area <= to)?.[0];
}
