import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inList, page, queriesFor, quoted, statement, textSearch } from './query.ts';

test.each([
  ['Brightwater', "'Brightwater'"],
  ["O'Neill", "'O\\'Neill'"],
  ['North\\South', "'North\\\\South'"],
  ["\\' or Id > '0", "'\\\\\\' or Id > \\'0'"],
  ['', "''"],
])('quotes %s as %s', (value, text) => {
  expect(quoted(value)).toBe(text);
});

test('a quoted value cannot end the string early', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", '\\', 'a', ' ', 'é') }), (value) => {
      const inside = quoted(value).slice(1, -1);
      expect(inside.replace(/\\[\\']/g, '')).not.toMatch(/[\\']/);
      expect(inside.replace(/\\([\\'])/g, '$1')).toBe(value);
    }),
  );
});

test('lists and patterns quote their values', () => {
  expect(inList(['1', "o'2"])).toBe("('1','o\\'2')");
  expect(textSearch('Name', "O'N").conditions).toEqual(["Name like '%O\\'N%'"]);
});

test('page requests one extra row', () => {
  expect(page({ page: 0, pageSize: 20 })).toBe('startposition 1 maxresults 21');
  expect(page({ page: 3, pageSize: 20 })).toBe('startposition 61 maxresults 21');
});

describe('queriesFor', () => {
  const clauses = (some: string[]) => `where Id in ${inList(some)} maxresults 1000`;

  test('contain every value, with statements below the maximum length', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 500 }), { maxLength: 60 }), (values) => {
        const queries = queriesFor('Customer', values, clauses);
        const statements = queries.map(statement);
        const asked = statements.join(' ');
        for (const value of values) expect(asked).toContain(quoted(value));
        for (const one of statements) expect(one.length).toBeLessThanOrEqual(6000);
        expect(queries.length).toBeLessThanOrEqual(1 + asked.length / 5000);
      }),
    );
  });

  test('contain at most 1,000 values each', () => {
    const invoiceIds = Array.from({ length: 1200 }, (_, index) => String(index % 1100));
    const sizes = queriesFor('Invoice', invoiceIds, (some) => `where Id in (${some.join()})`).map(
      ({ clauses }) => clauses.split(',').length,
    );
    expect(sizes).toEqual([1000, 100]);
  });

  test('are empty without values', () => {
    expect(queriesFor('Invoice', [], clauses)).toEqual([]);
  });
});
