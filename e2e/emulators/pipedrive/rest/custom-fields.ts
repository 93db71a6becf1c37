import { customCodes, fieldsOf } from '../world/find.ts';
import type { CustomValue, FieldOwner } from '../world/rows.ts';
import type { World } from '../world/world.ts';
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
 * Merges written `custom_fields` into the row. An unknown key fails the whole request with a
 * message that names it, since 2026-05-21.
 * https://developers.pipedrive.com/changelog
 */
export function mergeCustomFields(
  world: World,
  owner: FieldOwner,
  row: { company_id: number; custom_fields: Record<string, CustomValue> },
  written: unknown,
): void {
  if (typeof written !== 'object' || written === null)
    throw invalid('custom_fields: not an object');
  const known = customCodes(world, row.company_id, owner);
  for (const [code, value] of Object.entries(written)) {
    if (!known.includes(code))
      throw invalid(`Unknown custom field '${code}'`, `field_code: ${code}`);
    if (Array.isArray(value) && value.length === 0) throw invalid(`'${code}': use null to clear`);
    row.custom_fields[code] = value as CustomValue;
  }
}
