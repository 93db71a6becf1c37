import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { equalling, holding, isPlain, plainPieces } from './plain-text.ts';
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
])('%s can stand in a query: %s', (text, plain) => {
  expect(isPlain(text)).toBe(plain);
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
])('%s is searched by its longest plain parts', (text, pieces) => {
  expect(plainPieces(text)).toEqual(pieces);
});

describe('a value found by parts', () => {
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
  ])('%s is contained in %s: %s', (text, value, contained) => {
    expect(holding(text)(value)).toBe(contained);
  });

  test.each([
    ['Złotnicki', 'złotnicki', true],
    ['Złotnicki', 'Z?otnicki', true],
    ['Złotnicki', 'Zlotnicki', false],
    ['Café 🪑', 'Café ??', true],
    ['O’Leary', "O'Leary", false],
    ['  Two   spaces ', 'Two spaces', true],
  ])('%s is the name %s: %s', (text, value, same) => {
    expect(equalling(text)(value)).toBe(same);
  });
});

/** Text of any script, control characters and lone halves of emoji among it. */
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('any text', () => {
  it('makes conditions of plain letters only', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { conditions } = textSearch('Name', text);
        for (const one of [...conditions, quoted(text)]) expect(isPlain(one)).toBe(true);
      }),
    );
  });

  it('is found by its conditions and by the comparison', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, more) => {
        const value = `${more}${text}${more}`;
        const { fits } = textSearch('Name', text);
        expect(fits(value)).toBe(true);
        for (const piece of plainPieces(text)) expect(value).toContain(piece);
        expect(equalling(text)(text)).toBe(true);
      }),
    );
  });
});
