import { findOrganization, findPerson } from '../world/find.ts';
import type { Organization, Person } from '../world/rows.ts';
import { instant } from '../world/time.ts';
import { customFieldsAnswer, mergeCustomFields } from './custom-fields.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { cursorPage, sorted } from './paging.ts';
import { invalid, notFound } from './problem.ts';

const read = ['contacts:read', 'contacts:full'];
const write = ['contacts:full'];
const sortable = ['id', 'add_time', 'update_time'];

/**
 * v2 endpoints to read, list and update persons and organizations.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function contactEndpoints(v2: Endpoint): void {
  v2('GET', '/persons/:id', { cost: 1, scopes: read }, (call) => {
    const person = findPerson(call.world, call.caller.companyId, Number(call.params.id));
    if (!person) throw notFound();
    return { data: personAnswer(call, person) };
  });
  v2('GET', '/organizations/:id', { cost: 1, scopes: read }, (call) => {
    const one = findOrganization(call.world, call.caller.companyId, Number(call.params.id));
    if (!one) throw notFound();
    return { data: organizationAnswer(call, one) };
  });
  v2('PATCH', '/persons/:id', { cost: 5, scopes: write }, (call) => {
    const person = findPerson(call.world, call.caller.companyId, Number(call.params.id));
    if (!person) throw notFound();
    writeContact(call, 'person', person, ['name', 'owner_id', 'org_id']);
    return { data: personAnswer(call, person) };
  });
  v2('PATCH', '/organizations/:id', { cost: 5, scopes: write }, (call) => {
    const one = findOrganization(call.world, call.caller.companyId, Number(call.params.id));
    if (!one) throw notFound();
    writeContact(call, 'organization', one, ['name', 'owner_id']);
    return { data: organizationAnswer(call, one) };
  });
  v2('GET', '/persons', { cost: 10, scopes: read }, (call) => {
    const orgId = call.query.integer('org_id');
    const rows = listed(call, call.world.persons).filter(
      (person) => orgId === undefined || person.org_id === orgId,
    );
    const page = cursorPage(sorted(rows, call.query, sortable), call.query);
    return { ...page, data: page.data.map((person) => personAnswer(call, person)) };
  });
  v2('GET', '/organizations', { cost: 10, scopes: read }, (call) => {
    const rows = sorted(listed(call, call.world.organizations), call.query, sortable);
    const page = cursorPage(rows, call.query);
    return { ...page, data: page.data.map((one) => organizationAnswer(call, one)) };
  });
}

/** Writes all of the body or nothing; an unknown parameter fails the request. */
function writeContact<Row extends Organization | Person>(
  call: Call,
  owner: 'organization' | 'person',
  row: Row,
  writable: (keyof Row & string)[],
): void {
  const body = (call.body ?? {}) as Record<string, unknown>;
  const names: string[] = writable;
  const unknown = Object.keys(body).find((key) => ![...names, 'custom_fields'].includes(key));
  if (unknown) throw invalid(`Parameter '${unknown}' is not allowed for this request`);
  if (body.custom_fields !== undefined) {
    mergeCustomFields(call.world, owner, row, body.custom_fields);
  }
  for (const key of writable) if (body[key] !== undefined) Object.assign(row, { [key]: body[key] });
  row.update_time = instant();
  call.changed();
}

function listed<Row extends Organization | Person>(call: Call, rows: Row[]): Row[] {
  const ids = call.query.ids('ids');
  const since = call.query.text('updated_since');
  return rows.filter(
    (row) =>
      row.company_id === call.caller.companyId &&
      !row.is_deleted &&
      (ids?.includes(row.id) ?? true) &&
      (!since || row.update_time >= since),
  );
}

function personAnswer(call: Call, person: Person): Record<string, unknown> {
  const { company_id: _, ...plain } = person;
  const [first, ...rest] = person.name.split(' ');
  return {
    ...plain,
    first_name: first ?? null,
    last_name: rest.join(' ') || null,
    picture_id: null,
    custom_fields: customFieldsAnswer(call.world, 'person', person, call.query),
  };
}

function organizationAnswer(call: Call, one: Organization): Record<string, unknown> {
  const { company_id: _, ...plain } = one;
  return {
    ...plain,
    linkedin: null,
    industry: null,
    annual_revenue: null,
    employee_count: null,
    custom_fields: customFieldsAnswer(call.world, 'organization', one, call.query),
  };
}
