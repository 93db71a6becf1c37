import type { Field } from '../pipedrive/gateway.ts';
import type { FieldSource, MappedField, Mapping } from './contract.ts';
import { fieldOf } from './mappable-fields.ts';

/** Returns the details mapped to a field that Pipedrive no longer has. Pure. */
export const missingFields = (
  mapping: Mapping,
  fields: Record<FieldSource['of'], Field[]>,
): MappedField[] =>
  (['to', 'address', 'email', 'taxId'] as const).filter((name) => {
    const source = mapping[name];
    return source !== null && !fieldOf(fields[source.of], source.field);
  });
