import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { containsText, equalsText, isQueryable, queryableParts } from './plain-text.ts';
import { quoted, textSearch } from './query.ts';

test.each([
  ['Möller & Söhne', true],
  ["O'Leary", true],
  ['O’Leary', false],
  ['Support plan – yearly', false],
  ['Acoustic panel™', false],
  ['Złotnicki', false],
  ['珊珊 李', false],
  ['two\nlines', false],
  ['🪑', false],
])('isQueryable(%s) is %s', (text, plain) => {
  expect(isQueryable(text)).toBe(plain);
});

test.each([
  ['Support plan – yearly', ['Support plan', 'yearly']],
  ['Usługa montażu', ['uga monta', 'Us', 'u']],
  ['Children’s chair', ['Children', 's chair']],
  ['Acoustic panel™', ['Acoustic panel']],
  ['100% wool', ['wool', '100']],
  ['珊珊李', []],
  ['%', []],
  ['a’b’c’d’e', ['a', 'b', 'c']],
])('splits %s into its longest queryable parts', (text, pieces) => {
  expect(queryableParts(text)).toEqual(pieces);
});

describe('comparing found values', () => {
  test.each([
    ['O’Leary', "O'Leary & Sons", true],
    ["O'Leary", 'O’Leary & Sons', true],
    ['O’Leary', 'O Dear Leary', false],
    ['Złotnicki', 'Jan Złotnicki', true],
    ['Złotnicki', 'Jan Zlotnicki', true],
    ['Złotnicki', 'Jan Z?otnicki', true],
    ['Złotnicki', 'Jan Zotnicki', false],
    ['Support plan – yearly', 'Support plan - yearly', true],
    ['Support plan – yearly', 'Yearly support plan', false],
    ['Acoustic panel™', 'Acoustic panel', true],
    ['100% wool', '100 sheep wool', false],
    ['100% wool', 'Rug, 100% wool', true],
    ['李', '珊珊 李', true],
    ['李', '珊珊 王', false],
    ['™', 'Panel™', true],
    ['™', 'Panel', false],
  ])('containsText: %s in %s is %s', (text, value, contained) => {
    expect(containsText(text)(value)).toBe(contained);
  });

  test.each([
    ['Złotnicki', 'złotnicki', true],
    ['Złotnicki', 'Z?otnicki', true],
    ['Złotnicki', 'Zlotnicki', false],
    ['Café 🪑', 'Café ??', true],
    ['O’Leary', "O'Leary", false],
    ['  Two   spaces ', 'Two spaces', true],
  ])('equalsText: %s and %s is %s', (text, value, same) => {
    expect(equalsText(text)(value)).toBe(same);
  });
});

/** Text of any script, including control characters and lone surrogates. */
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('any text', () => {
  it('gives conditions with queryable letters only', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { conditions } = textSearch('Name', text);
        for (const one of [...conditions, quoted(text)]) expect(isQueryable(one)).toBe(true);
      }),
    );
  });

  it('is found by its conditions and by the comparison', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, more) => {
        const value = `${more}${text}${more}`;
        const { matches } = textSearch('Name', text);
        expect(matches(value)).toBe(true);
        for (const piece of queryableParts(text)) expect(value).toContain(piece);
        expect(equalsText(text)(text)).toBe(true);
      }),
    );
  });
});
