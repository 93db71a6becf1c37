import { describe, expect, test } from 'vitest';
import { nameWords, sameName } from './firm-name.ts';
import { minSimilarity, nameSimilarity, searchTerms } from './name-similarity.ts';

describe('sameName', () => {
  test.each([
    ['Möller Innenausbau GmbH', 'möller  innenausbau gmbh '],
    ['Łódź Meble', 'lodz meble'],
    ['Ørsted', 'ORSTED'],
    ['Café Noir', 'Cafe Noir'],
  ])('treats %s and %s as the same name', (a, b) => {
    expect(sameName(a, b)).toBe(true);
  });

  test('treats a different legal form as another name', () => {
    expect(sameName('Larkspur Dental Group Inc.', 'Larkspur Dental Group')).toBe(false);
  });
});

describe('nameWords', () => {
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
    expect(nameWords(name)).toEqual(words);
  });
});

describe('nameSimilarity', () => {
  test.each([
    ['Larkspur Dental Group Inc.', 'Larkspur Dental Group'],
    ['Larkspur Dental Group', 'LARKSPUR DENTAL'],
    ['Möller Innenausbau GmbH', 'Moeller Innenausbau'],
    ['Möller Innenausbau GmbH', 'Muller Innenausbau'],
    ['John Smith', 'Smith, John'],
    ["O'Leary & Sons", 'OLeary and Sons Ltd'],
    ['Northgate Library Trust', 'Nortgate Library Trust'],
  ])('finds %s and %s similar', (a, b) => {
    expect(nameSimilarity(a, b)).toBeGreaterThanOrEqual(minSimilarity);
    expect(nameSimilarity(a, b)).toBeCloseTo(nameSimilarity(b, a));
  });

  test.each([
    ['Larkspur Dental Group', 'Harbour Dental Group'],
    ['John Smith', 'John Miller'],
    ['Northgate Library Trust', 'Brightwater Library Services'],
    ['Acme GmbH', 'Zenith GmbH'],
    ['', ''],
    ['Acme', ''],
  ])('does not find %s and %s similar', (a, b) => {
    expect(nameSimilarity(a, b)).toBeLessThan(minSimilarity);
  });

  test('ignores the legal form', () => {
    expect(nameSimilarity('Larkspur Dental Group Inc.', 'Larkspur Dental Group')).toBe(1);
  });
});

describe('searchTerms', () => {
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
    expect(searchTerms(name)).toEqual(pieces);
  });
});
