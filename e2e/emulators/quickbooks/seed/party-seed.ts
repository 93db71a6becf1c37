import type { NamedParty } from '../company/list-entities.ts';
import { newEntity, type Realm } from '../company/realm.ts';

/** Names that a new customer cannot have, because a vendor or an employee has them already. */
const vendors = ['Timberline Supply', 'Copperfield Fabrics', 'Northern Freight Partners'];
const employees = ['Workshop Lead', 'Delivery Crew'];

export function seedParties(realm: Realm): void {
  const party = (DisplayName: string): NamedParty => ({
    ...newEntity(realm, 'name'),
    DisplayName,
    Active: true,
  });
  for (const one of vendors.map(party)) realm.company.vendors[one.Id] = one;
  for (const one of employees.map(party)) realm.company.employees[one.Id] = one;
}
