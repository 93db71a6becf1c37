import { type Books, newEntity } from '../books/company.ts';
import type { NamedParty } from '../books/list-entities.ts';

/** Names that a new customer cannot have, because a vendor or an employee has them already. */
const vendors = ['Timberline Supply', 'Copperfield Fabrics', 'Northern Freight Partners'];
const employees = ['Workshop Lead', 'Delivery Crew'];

export function seedParties(books: Books): void {
  const party = (DisplayName: string): NamedParty => ({
    ...newEntity(books, 'name'),
    DisplayName,
    Active: true,
  });
  for (const one of vendors.map(party)) books.company.vendors[one.Id] = one;
  for (const one of employees.map(party)) books.company.employees[one.Id] = one;
}
