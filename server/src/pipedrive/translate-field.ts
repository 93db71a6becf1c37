import * as z from 'zod';
import type { Field } from './gateway.ts';

/** Options of custom fields have numbers; those of some built-in fields have words, which we skip. */
const wireOption = z.object({ id: z.coerce.number().int(), label: z.string() });

const wireField = z.object({
  field_code: z.string(),
  field_name: z.string().nullish().catch(null),
  field_type: z.string().nullish().catch(null),
  is_custom_field: z.boolean().nullish().catch(null),
  options: z.array(z.unknown()).nullish().catch(null),
});

/** A field's description (Pipedrive: Fields API v2). */
export const fieldOf = (data: unknown): Field => {
  const field = wireField.parse(data);
  return {
    code: field.field_code,
    name: field.field_name ?? field.field_code,
    type: field.field_type ?? '',
    custom: field.is_custom_field ?? false,
    options: (field.options ?? []).flatMap((option) => {
      const known = wireOption.safeParse(option);
      return known.success ? [known.data] : [];
    }),
  };
};
