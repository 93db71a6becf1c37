import type { Company, Deal, Field, FieldOwner, Organization, Person, User } from './rows.ts';
import type { Install, World } from './world.ts';

/** The company with this id; throws when unknown, because ids come from issued tokens. */
export function companyOf(world: World, companyId: number): Company {
  const company = world.companies.find((one) => one.id === companyId);
  if (!company) throw new Error(`no company ${companyId}`);
  return company;
}

export function usersOf(world: World, companyId: number): User[] {
  return world.users.filter((user) => user.company_id === companyId);
}

/** Finds a user; ids are unique across companies, as in Pipedrive. */
export function findUser(world: World, userId: number): User | undefined {
  return world.users.find((user) => user.id === userId);
}

export function findDeal(world: World, companyId: number, dealId: number): Deal | undefined {
  return world.deals.find((deal) => deal.company_id === companyId && deal.id === dealId);
}

/** Only `visible_to` 1 limits a deal to its owner; `hidden_from` excludes single users. */
export function canSee(deal: Deal, userId: number): boolean {
  if (deal.hidden_from.includes(userId)) return false;
  return deal.visible_to !== 1 || deal.owner_id === userId;
}

export function findOrganization(
  world: World,
  companyId: number,
  id: number | null,
): Organization | undefined {
  return world.organizations.find((one) => one.company_id === companyId && one.id === id);
}

export function findPerson(world: World, companyId: number, id: number | null): Person | undefined {
  return world.persons.find((one) => one.company_id === companyId && one.id === id);
}

export function fieldsOf(world: World, companyId: number, owner: FieldOwner): Field[] {
  return world.fields.filter((field) => field.company_id === companyId && field.owner === owner);
}

export function findInstall(world: World, companyId: number, userId: number): Install | undefined {
  return world.installs.find((one) => one.companyId === companyId && one.userId === userId);
}
