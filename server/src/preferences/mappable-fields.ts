import type { Field } from '../pipedrive/gateway.ts';

/** Which of Pipedrive's fields can fill a line of text, and how they are told apart. Pure. */

/** Types whose values become text (Pipedrive: Custom fields, field types). */
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

/** Dates that Pipedrive keeps by itself would only make the list longer. */
const dated = new Set(['date', 'daterange', 'time', 'timerange']);

/** Those that can be mapped, standard ones first in Pipedrive's order, then custom ones by name. */
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

/** Pipedrive's documents spell these both ways, in lists of fields and in the records themselves. */
const spellings = [
  ['emails', 'email'],
  ['phones', 'phone'],
];

const codesOf = (code: string): string[] => spellings.find((both) => both.includes(code)) ?? [code];

/** The field of that code; undefined when Pipedrive has it no longer. */
export const fieldOf = (fields: Field[], code: string): Field | undefined =>
  fields.find((field) => codesOf(code).includes(field.code));

/** A record's value of that code, null where nothing is set. */
export const recordValue = (record: Record<string, unknown>, code: string): unknown =>
  codesOf(code)
    .map((spelling) => record[spelling])
    .find((value) => value !== undefined) ?? null;
