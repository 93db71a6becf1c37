import type { FieldSource, MappedField } from '@dealbill/server/contract/preferences';
import type { Shown } from './queries.ts';

export type FieldOption = Shown['fields'][number];

export const mappedFields: readonly MappedField[] = ['to', 'address', 'email', 'taxId'];

const kinds: readonly FieldOption['of'][] = ['organization', 'person', 'deal'];

export const keyOf = ({ of, field }: FieldSource): string => `${of}.${field}`;

/** The field of a source; null without a source, or when Pipedrive no longer has the field. */
export const optionOf = (fields: FieldOption[], source: FieldSource | null): FieldOption | null =>
  (source && fields.find((option) => keyOf(option) === keyOf(source))) ?? null;

/** The fields by heading, in the server's order, without empty headings. */
export const grouped = (
  fields: FieldOption[],
  label: (of: FieldOption['of']) => string,
): { label: string; items: FieldOption[] }[] =>
  kinds
    .map((kind) => ({ label: label(kind), items: fields.filter(({ of }) => of === kind) }))
    .filter(({ items }) => items.length > 0);
