import type { Field } from '../pipedrive/gateway.ts';

/** Pipedrive's field types whose values can be converted to text. */
const textual = new Set([
  'varchar',
  'varchar_auto',
  'varchar_options',
  'text',
  'phone',
  'email',
  'address',
  'double',
  'monetary',
  'enum',
  'set',
  'date',
  'daterange',
  'time',
  'timerange',
  'org',
  'people',
]);

/** Date types, listed for custom fields only: no standard date is useful on an invoice. */
const dated = new Set(['date', 'daterange', 'time', 'timerange']);

/**
 * Filters the fields that can be mapped: standard ones in Pipedrive's order, then custom by name.
 */
export const mappable = (fields: Field[]): Field[] => {
  const usable = fields.filter(
    (field) => textual.has(field.type) && (field.custom || !dated.has(field.type)),
  );
  return [
    ...usable.filter((field) => !field.custom),
    ...usable
      .filter((field) => field.custom)
      .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
  ];
};

/** Codes that Pipedrive spells in both ways, in lists of fields and in records. */
const spellings = [
  ['emails', 'email'],
  ['phones', 'phone'],
];

const codesOf = (code: string): string[] => spellings.find((both) => both.includes(code)) ?? [code];

/** Finds a field by its code; undefined when Pipedrive no longer has it. */
export const fieldOf = (fields: Field[], code: string): Field | undefined =>
  fields.find((field) => codesOf(code).includes(field.code));

/** Returns a record's value by field code; null when not set. */
export const recordValue = (record: Record<string, unknown>, code: string): unknown =>
  codesOf(code)
    .map((spelling) => record[spelling])
    .find((value) => value !== undefined) ?? null;
