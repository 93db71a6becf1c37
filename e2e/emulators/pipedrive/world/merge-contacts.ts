import type { Organization, Person } from './rows.ts';
import { instant } from './time.ts';
import type { World } from './world.ts';

const own = new Set(['id', 'company_id', 'add_time', 'update_time', 'custom_fields', 'is_deleted']);

/** Copies values of the other record into empty fields only. */
function fillEmpty(into: Record<string, unknown>, from: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(from)) {
    if (!own.has(key) && (into[key] === null || into[key] === undefined)) into[key] = value;
  }
}

/**
 * Merges one organization or person into another (Pipedrive: Merging duplicate data): moves its
 * deals, notes, files and an organization's persons, then marks it `is_deleted` without a reference
 * to the other one.
 */
export function mergeContacts<Row extends Organization | Person>(
  world: World,
  link: 'org_id' | 'person_id',
  from: Row,
  into: Row,
): void {
  fillEmpty(into.custom_fields, from.custom_fields);
  fillEmpty(into as unknown as Record<string, unknown>, { ...from });
  const rows: { company_id: number; org_id?: number | null; person_id?: number | null }[] = [
    ...world.deals,
    ...world.notes,
    ...world.files,
    ...world.activities,
    ...(link === 'org_id' ? world.persons : []),
  ];
  for (const row of rows) {
    if (row.company_id === from.company_id && row[link] === from.id) row[link] = into.id;
  }
  world.merges.push({
    company_id: from.company_id,
    entity: link === 'org_id' ? 'organization' : 'person',
    from: from.id,
    into: into.id,
  });
  Object.assign(into, { update_time: instant() });
  Object.assign(from, { is_deleted: true, update_time: instant() });
}

/** Removes a merged organization or person, which then returns 404. */
export function purgeContact(world: World, row: Organization | Person): void {
  world.organizations = world.organizations.filter((one) => one !== row);
  world.persons = world.persons.filter((one) => one !== row);
}
