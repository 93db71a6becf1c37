import { customCodes, fieldsOf } from '../world/find.ts';
import type { CustomValue, FieldOwner } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { invalid } from './problem.ts';
import type { Query } from './query.ts';

/**
 * The `custom_fields` of an answer: every custom field of the company, null where nothing is set, cut
 * down to the keys asked for (at most 15), with option labels when asked for.
 */
export function customFieldsAnswer(
  world: World,
  owner: FieldOwner,
  row: { company_id: number; custom_fields: Record<string, CustomValue> },
  query: Query,
): Record<string, unknown> {
  const asked = query.list('custom_fields');
  if (asked && asked.length > 15) throw invalid('Parameter custom_fields: at most 15 keys');
  const fields = fieldsOf(world, row.company_id, owner).filter(
    (field) => field.is_custom_field && (!asked || asked.includes(field.field_code)),
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
 * Merges `custom_fields` of a write into those kept. An unknown key fails the whole request, and the
 * message names it (Pipedrive changelog, 2026-05-21).
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
