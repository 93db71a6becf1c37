import * as z from 'zod';
import type { Field } from './gateway.ts';

/** Custom fields have numeric option ids. Some built-in fields have text ids, which we skip. */
const wireOption = z.object({ id: z.coerce.number().int(), label: z.string() });

const wireField = z.object({
  field_code: z.string(),
  field_name: z.string().nullish().catch(null),
  field_type: z.string().nullish().catch(null),
  is_custom_field: z.boolean().nullish().catch(null),
  options: z.array(z.unknown()).nullish().catch(null),
});

/** Translates a field of the Fields API v2. */
export const fieldOf = (data: unknown): Field => {
  const field = wireField.parse(data);
  return {
    code: field.field_code,
    name: field.field_name ?? field.field_code,
    type: field.field_type ?? '',
    custom: field.is_custom_field ?? false,
    options: optionsOf(field.options ?? []),
  };
};

/** Translates the options of a field. */
export const optionsOf = (options: unknown[]): Field['options'] =>
  options.flatMap((option) => {
    const parsed = wireOption.safeParse(option);
    return parsed.success ? [parsed.data] : [];
  });
