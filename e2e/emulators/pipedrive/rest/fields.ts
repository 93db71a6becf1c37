import { randomBytes } from 'node:crypto';
import { fieldsOf, findUser } from '../world/find.ts';
import type { Field, FieldOwner } from '../world/rows.ts';
import { toField } from '../world/seed-fields.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { fieldOptionEndpoints } from './field-options.ts';
import { cursorPage } from './paging.ts';
import { forbidden, invalid, notFound, Problem } from './problem.ts';

type Lists = { path: string; owner: FieldOwner; read: string[]; write: string[] };

/** Activity and lead fields are missing: no app of this project needs them. */
const lists: Lists[] = [
  {
    path: '/dealFields',
    owner: 'deal',
    read: ['deals:read', 'deals:full', 'deal-fields:full', 'admin'],
    write: ['deal-fields:full', 'admin'],
  },
  {
    path: '/personFields',
    owner: 'person',
    read: ['contacts:read', 'contacts:full', 'admin'],
    write: ['contact-fields:full', 'admin'],
  },
  {
    path: '/organizationFields',
    owner: 'organization',
    read: ['contacts:read', 'contacts:full', 'admin'],
    write: ['contact-fields:full', 'admin'],
  },
  {
    path: '/productFields',
    owner: 'product',
    read: ['products:read', 'products:full', 'admin'],
    write: ['product-fields:full', 'admin'],
  },
];

const creatable =
  'varchar varchar_auto text double monetary date daterange time timerange set enum user org people phone address'.split(
    ' ',
  );

/**
 * v2 endpoints to list, read, create, rename and delete fields, and to change their options.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function fieldEndpoints(v2: Endpoint): void {
  for (const list of lists) fieldEndpointsOf(v2, list);
}

function fieldEndpointsOf(v2: Endpoint, { path, owner, read, write }: Lists): void {
  v2('GET', path, { cost: 10, scopes: read }, (call) => {
    const page = cursorPage(fieldsOf(call.world, call.caller.companyId, owner), call.query);
    return { ...page, data: page.data.map(fieldAnswer) };
  });

  v2('GET', `${path}/:code`, { cost: 1, scopes: read }, (call) => {
    const { companyId } = call.caller;
    const field = fieldsOf(call.world, companyId, owner).find(
      (one) => one.field_code === call.params.code,
    );
    if (!field) throw notFound();
    return { data: fieldAnswer(field) };
  });

  v2('POST', path, { cost: 5, scopes: write }, (call) => {
    requireAdmin(call);
    const field = newField(call, owner);
    call.world.fields.push(field);
    call.changed();
    return { data: fieldAnswer(field) };
  });

  v2('PATCH', `${path}/:code`, { cost: 5, scopes: write }, (call) => {
    requireAdmin(call);
    const field = customField(call, owner);
    const { field_name: name, description, ...others } = (call.body ?? {}) as Partial<Field>;
    const [fixed] = Object.keys(others);
    if (fixed) throw invalid(`Parameter '${fixed}' is not allowed for this request`);
    if (name !== undefined) field.field_name = checkedName(name);
    if (description !== undefined) field.description = description;
    call.changed();
    return { data: fieldAnswer(field) };
  });

  v2('DELETE', `${path}/:code`, { cost: 3, scopes: write }, (call) => {
    requireAdmin(call);
    const found = customField(call, owner);
    call.world.fields = call.world.fields.filter((field) => field !== found);
    call.changed();
    return { data: fieldAnswer(found) };
  });

  fieldOptionEndpoints(v2, `${path}/:code/options`, write, (call) => {
    requireAdmin(call);
    return customField(call, owner);
  });
}

/** Only users with administrator rights may change fields, whatever the app's scopes. */
function requireAdmin({ world, caller }: Call): void {
  if (!findUser(world, caller.userId)?.is_admin) throw forbidden();
}

function customField(call: Call, owner: FieldOwner): Field {
  const found = fieldsOf(call.world, call.caller.companyId, owner).find(
    (field) => field.is_custom_field && field.field_code === call.params.code,
  );
  if (!found) throw notFound();
  return found;
}

function checkedName(name: unknown): string {
  if (typeof name !== 'string' || name === '' || name.length > 255) {
    throw invalid('Validation failed: field_name: 1 to 255 characters');
  }
  return name;
}

function newField(call: Call, owner: FieldOwner): Field {
  const { field_name, field_type, options } = (call.body ?? {}) as Record<string, unknown>;
  const name = checkedName(field_name);
  if (typeof field_type !== 'string' || !creatable.includes(field_type)) {
    throw invalid('Validation failed: field_type: unknown type');
  }
  const hasOptions = field_type === 'enum' || field_type === 'set';
  if (hasOptions && (!Array.isArray(options) || options.length === 0)) {
    throw invalid(`Validation failed: options: a field of type ${field_type} needs options`);
  }
  const { companyId } = call.caller;
  const { customFieldLimit } = call.world.settings;
  const existing = call.world.fields.filter(
    (field) => field.company_id === companyId && field.is_custom_field,
  );
  if (customFieldLimit !== null && existing.length >= customFieldLimit) {
    throw new Problem(
      403,
      'You have reached the limit of custom fields of your plan',
      '',
      'feature_capping_custom_fields_limit',
    );
  }
  const labels = hasOptions ? (options as { label: string }[]).map((one) => one.label) : undefined;
  const code = randomBytes(20).toString('hex');
  return toField(companyId, owner, code, name, field_type, true, labels);
}

function fieldAnswer(field: Field): Record<string, unknown> {
  const { company_id: _company, owner: _owner, ...plain } = field;
  return { ...plain, is_optional_response_field: false };
}
