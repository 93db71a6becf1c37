import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { among, chunks, containing, page, quoted } from './query.ts';

test.each([
  ['Brightwater', "'Brightwater'"],
  ["O'Neill", "'O\\'Neill'"],
  ['North\\South', "'North\\\\South'"],
  ["\\' or Id > '0", "'\\\\\\' or Id > \\'0'"],
  ['', "''"],
])('%s is quoted as %s', (value, text) => {
  expect(quoted(value)).toBe(text);
});

test('a quoted value never ends early', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", '\\', 'a', ' ') }), (value) => {
      const inside = quoted(value).slice(1, -1);
      expect(inside.replace(/\\[\\']/g, '')).not.toMatch(/[\\']/);
      expect(inside.replace(/\\([\\'])/g, '$1')).toBe(value);
    }),
  );
});

test('lists and patterns quote what they hold', () => {
  expect(among(['1', "o'2"])).toBe("('1','o\\'2')");
  expect(containing("O'N")).toBe("'%O\\'N%'");
});

test('a page asks for one row more than it shows', () => {
  expect(page({ page: 0, pageSize: 20 })).toBe('startposition 1 maxresults 21');
  expect(page({ page: 3, pageSize: 20 })).toBe('startposition 61 maxresults 21');
});

describe('a long list', () => {
  test('is asked for in pieces that lose nothing and fit an address', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 500 }), { maxLength: 60 }), (values) => {
        const pieces = chunks(values);
        expect(pieces.flat()).toEqual([...new Set(values)]);
        for (const piece of pieces) {
          const alone = piece.length === 1;
          expect(alone || encodeURIComponent(among(piece)).length <= 6010).toBe(true);
        }
      }),
    );
  });

  test('of 400 ids is one piece, and nothing is none', () => {
    expect(chunks(Array.from({ length: 400 }, (_, index) => String(index)))).toHaveLength(1);
    expect(chunks([])).toEqual([]);
  });
});
