import { fieldsOf } from '../world/find.ts';
import type { CustomValue, FieldOwner } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { wrongValue } from './custom-field-value.ts';
import { invalid } from './problem.ts';
import type { Query } from './query.ts';

/**
 * The `custom_fields` of a response: all custom fields of the company, null when unset. Limited to
 * the requested keys (15 at most); with option labels on request.
 */
export function customFieldsAnswer(
  world: World,
  owner: FieldOwner,
  row: { company_id: number; custom_fields: Record<string, CustomValue> },
  query: Query,
): Record<string, unknown> {
  const fieldCodes = query.list('custom_fields');
  if (fieldCodes && fieldCodes.length > 15)
    throw invalid('Parameter custom_fields: at most 15 keys');
  const fields = fieldsOf(world, row.company_id, owner).filter(
    (field) => field.is_custom_field && (!fieldCodes || fieldCodes.includes(field.field_code)),
  );
  const labels = query.flag('include_option_labels');
  return Object.fromEntries(
    fields.map((field) => {
      const value = row.custom_fields[field.field_code] ?? null;
      const option = labels && field.options?.find((one) => one.id === value);
      return [field.field_code, option ? { id: option.id, label: option.label } : value];
    }),
  );
}

/**
 * Merges written `custom_fields` into the row. An unknown key or a value of the wrong type fails the
 * whole request with a message that names the field, since 2026-05-21.
 * https://developers.pipedrive.com/changelog
 */
export function mergeCustomFields(
  world: World,
  owner: FieldOwner,
  row: { company_id: number; custom_fields: Record<string, CustomValue> },
  written: unknown,
): void {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    throw invalid('Validation failed: custom_fields: not an object');
  }
  const fields = fieldsOf(world, row.company_id, owner).filter((field) => field.is_custom_field);
  for (const [code, value] of Object.entries(written)) {
    const field = fields.find((one) => one.field_code === code);
    const problem = field ? wrongValue(field, value) : `Unknown custom field '${code}'`;
    if (problem) {
      throw invalid(`Validation failed: custom_fields: ${problem}`, `field_code: ${code}`);
    }
  }
  Object.assign(row.custom_fields, written);
}
