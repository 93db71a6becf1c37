import { randomBytes } from 'node:crypto';
import { fieldsOf } from '../world/find.ts';
import type { Field, FieldOwner } from '../world/rows.ts';
import { toField } from '../world/seed-fields.ts';
import type { Endpoint } from './endpoint.ts';
import { cursorPage } from './paging.ts';
import { invalid, notFound } from './problem.ts';

const paths: [path: string, owner: FieldOwner, read: string[]][] = [
  ['/dealFields', 'deal', ['deals:read', 'deals:full', 'deal-fields:full', 'admin']],
  ['/personFields', 'person', ['contacts:read', 'contacts:full', 'admin']],
  ['/organizationFields', 'organization', ['contacts:read', 'contacts:full', 'admin']],
  ['/productFields', 'product', ['products:read', 'products:full', 'admin']],
];

const creatable =
  'varchar varchar_auto text double monetary date daterange time timerange set enum user org people phone address'.split(
    ' ',
  );

/**
 * v2 endpoints to list fields, and to create and delete deal fields.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function fieldEndpoints(v2: Endpoint): void {
  for (const [path, owner, scopes] of paths) {
    v2('GET', path, { cost: 10, scopes }, (call) => {
      const page = cursorPage(fieldsOf(call.world, call.caller.companyId, owner), call.query);
      return { ...page, data: page.data.map(fieldAnswer) };
    });
  }

  v2('POST', '/dealFields', { cost: 5, scopes: ['deal-fields:full', 'admin'] }, (call) => {
    const body = (call.body ?? {}) as {
      field_name?: string;
      field_type?: string;
      options?: { label: string }[];
    };
    if (!body.field_name || body.field_name.length > 255) throw invalid('field_name is required');
    if (!creatable.includes(body.field_type ?? '')) throw invalid('field_type is not known');
    const field = toField(
      call.caller.companyId,
      'deal',
      randomBytes(20).toString('hex'),
      body.field_name,
      body.field_type ?? '',
      true,
      body.options?.map((one) => one.label),
    );
    call.world.fields.push(field);
    call.changed();
    return { data: fieldAnswer(field) };
  });

  v2('DELETE', '/dealFields/:code', { cost: 3, scopes: ['deal-fields:full', 'admin'] }, (call) => {
    const found = fieldsOf(call.world, call.caller.companyId, 'deal').find(
      (field) => field.is_custom_field && field.field_code === call.params.code,
    );
    if (!found) throw notFound();
    call.world.fields = call.world.fields.filter((field) => field !== found);
    call.changed();
    return { data: fieldAnswer(found) };
  });
}

function fieldAnswer(field: Field): Record<string, unknown> {
  const { company_id: _company, owner: _owner, ...plain } = field;
  return { ...plain, is_optional_response_field: false };
}
