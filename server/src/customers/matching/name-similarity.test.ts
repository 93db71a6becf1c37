import { describe, expect, test } from 'vitest';
import { nameText, sameName } from './firm-name.ts';
import { nameSimilarity, similarFrom, tellingPieces } from './name-similarity.ts';

describe('the same name', () => {
  test.each([
    ['Möller Innenausbau GmbH', 'möller  innenausbau gmbh '],
    ['Łódź Meble', 'lodz meble'],
    ['Ørsted', 'ORSTED'],
    ['Café Noir', 'Cafe Noir'],
  ])('%s is %s', (a, b) => {
    expect(sameName(a, b)).toBe(true);
  });

  test('a legal form makes another name', () => {
    expect(sameName('Larkspur Dental Group Inc.', 'Larkspur Dental Group')).toBe(false);
  });
});

describe('the words of a name', () => {
  test.each([
    ['Larkspur Dental Group Inc.', ['larkspur', 'dental', 'group']],
    ['Kowalski Meble Sp. z o.o.', ['kowalski', 'meble']],
    ['Officine Rossi S.p.A.', ['officine', 'rossi']],
    ['Schmidt & Sohn GmbH & Co. KG', ['schmidt', 'and', 'sohn']],
    ['Nordlys Elektro AS', ['nordlys', 'elektro']],
    ['Hansen Byg A/S', ['hansen', 'byg']],
    ["O'Leary & Sons", ['oleary', 'and', 'sons']],
    ['The Larkspur Company', ['larkspur']],
    ['GmbH', ['gmbh']],
    ['  ', []],
  ])('%s', (name, words) => {
    expect(nameText(name)).toEqual(words);
  });
});

describe('alike', () => {
  test.each([
    ['Larkspur Dental Group Inc.', 'Larkspur Dental Group'],
    ['Larkspur Dental Group', 'LARKSPUR DENTAL'],
    ['Möller Innenausbau GmbH', 'Moeller Innenausbau'],
    ['Möller Innenausbau GmbH', 'Muller Innenausbau'],
    ['John Smith', 'Smith, John'],
    ["O'Leary & Sons", 'OLeary and Sons Ltd'],
    ['Northgate Library Trust', 'Nortgate Library Trust'],
  ])('%s and %s', (a, b) => {
    expect(nameSimilarity(a, b)).toBeGreaterThanOrEqual(similarFrom);
    expect(nameSimilarity(a, b)).toBeCloseTo(nameSimilarity(b, a));
  });

  test.each([
    ['Larkspur Dental Group', 'Harbour Dental Group'],
    ['John Smith', 'John Miller'],
    ['Northgate Library Trust', 'Brightwater Library Services'],
    ['Acme GmbH', 'Zenith GmbH'],
    ['', ''],
    ['Acme', ''],
  ])('not %s and %s', (a, b) => {
    expect(nameSimilarity(a, b)).toBeLessThan(similarFrom);
  });

  test('nothing but the legal form between them is as alike as can be', () => {
    expect(nameSimilarity('Larkspur Dental Group Inc.', 'Larkspur Dental Group')).toBe(1);
  });
});

describe('what to search for', () => {
  test.each([
    ['Larkspur Dental Group Inc.', ['Larkspur', 'Dental']],
    ["O'Leary & Sons", ['Leary', 'Sons']],
    ['Möller Innenausbau GmbH', ['ller', 'Innenausbau']],
    ['Kowalski Sp. z o.o.', ['Kowalski']],
    ['Global Services Ltd', ['Global Services Ltd']],
    ['3M', ['3M']],
    ['東京商事', ['東京商事']],
    ['', []],
  ])('%s', (name, pieces) => {
    expect(tellingPieces(name)).toEqual(pieces);
  });
});
