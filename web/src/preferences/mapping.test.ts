import { expect, it } from 'vitest';
import { type FieldOption, grouped, optionOf } from './mapping.ts';

const option = (of: FieldOption['of'], field: string): FieldOption => ({
  of,
  field,
  name: field,
  custom: false,
});
const fields = [
  option('person', 'name'),
  option('organization', 'name'),
  option('person', 'email'),
];

it('groups fields under organization, person and deal, without empty groups', () => {
  const groups = grouped(fields, (of) => of.toUpperCase());
  expect(groups.map(({ label, items }) => [label, items.map(({ field }) => field)])).toEqual([
    ['ORGANIZATION', ['name']],
    ['PERSON', ['name', 'email']],
  ]);
});

it('finds a field by its kind and code together', () => {
  expect(optionOf(fields, { of: 'organization', field: 'name' })).toBe(fields[1]);
  expect(optionOf(fields, { of: 'organization', field: 'email' })).toBeNull();
  expect(optionOf(fields, null)).toBeNull();
});
