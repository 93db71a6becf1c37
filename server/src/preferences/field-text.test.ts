import { describe, expect, test } from 'vitest';
import type { Field } from '../pipedrive/gateway.ts';
import { addressText } from './address-text.ts';
import { fieldText } from './field-text.ts';

const options = [
  { id: 1, label: 'Our van' },
  { id: 2, label: 'Carrier' },
];

const textOf = (type: string, value: unknown): Promise<string> => {
  const field: Field = { code: 'x', name: 'X', type, custom: true, options };
  return fieldText(field, value, async (kind, id) => `${kind} no. ${id}`);
};

describe('a field as text', () => {
  test.each([
    ['varchar', '  PO-20418 ', 'PO-20418'],
    ['varchar', 'Alder\u00a0&\u200b  Co', 'Alder & Co'],
    ['double', 0.1 + 0.2, '0.3'],
    ['double', 1200, '1200'],
    ['monetary', { value: 99.9, currency: 'EUR' }, '99.9 EUR'],
    ['enum', 2, 'Carrier'],
    ['enum', 9, ''],
    ['set', [1, 2], 'Our van, Carrier'],
    ['date', '2027-03-13', '2027-03-13'],
    ['daterange', { value: '2027-03-13', until: '2027-03-20' }, '2027-03-13 – 2027-03-20'],
    ['time', { value: '09:30:00', timezone_name: 'Europe/Oslo' }, '09:30:00'],
    ['org', 501, 'organization no. 501'],
    ['people', 601, 'person no. 601'],
    ['org', { id: 501, name: 'Cedar & Finch' }, 'Cedar & Finch'],
    ['phone', '+47 22 00 00 00', '+47 22 00 00 00'],
    ['varchar', null, ''],
    ['varchar', { odd: true }, ''],
    ['org', 'nonsense', ''],
  ])('%s %o', async (type, value, expected) => {
    expect(await textOf(type, value)).toBe(expected);
  });

  test('is the primary one of several e-mail addresses, else the first', async () => {
    const emails = [
      { value: 'first@acme.example', primary: false },
      { value: 'main@acme.example', primary: true },
    ];
    expect(await textOf('varchar', emails)).toBe('main@acme.example');
    expect(await textOf('varchar', emails.slice(0, 1))).toBe('first@acme.example');
    expect(await textOf('varchar', [{ value: '', primary: true }, ...emails.slice(0, 1)])).toBe(
      'first@acme.example',
    );
    expect(await textOf('varchar', [{ value: ' ', primary: true }])).toBe('');
    expect(await textOf('varchar', [])).toBe('');
  });
});

describe('an address in lines', () => {
  const none = { country: null, locality: null, route: null };

  test('keeps the town in one line when Pipedrive sends it as a part', () => {
    expect(
      addressText({
        value: '18 Foundry Lane, Portland, OR 97209, USA',
        country: 'United States',
        locality: 'Portland',
        route: 'Foundry Lane',
      }),
    ).toBe('18 Foundry Lane\nPortland, OR 97209\nUSA');
    expect(
      addressText({
        value: 'Unit 4, London Road, London, SE1 4TT, UK',
        country: 'United Kingdom',
        locality: 'London',
      }),
    ).toBe('Unit 4\nLondon Road\nLondon, SE1 4TT\nUK');
  });

  test('is split at its commas when Pipedrive sends only text', () => {
    const value = 'Speicherstraße 7, 20457 Hamburg, Germany';
    expect(addressText({ value, ...none })).toBe('Speicherstraße 7\n20457 Hamburg\nGermany');
    expect(addressText(value)).toBe('Speicherstraße 7\n20457 Hamburg\nGermany');
  });

  test('keeps line breaks of the text', () => {
    expect(addressText({ value: 'Unit 4, Dock Road\nLondon E1', ...none })).toBe(
      'Unit 4, Dock Road\nLondon E1',
    );
  });

  test('is composed of its parts when there is no text', () => {
    expect(
      addressText({
        value: null,
        street_number: '18',
        route: 'Foundry Lane',
        subpremise: null,
        locality: 'Portland',
        admin_area_level_1: 'OR',
        postal_code: '97209',
        country: 'USA',
      }),
    ).toBe('18 Foundry Lane\nPortland, OR 97209\nUSA');
  });

  const parts = {
    street_number: null,
    route: null,
    subpremise: null,
    locality: null,
    postal_code: null,
    admin_area_level_1: null,
    country: null,
  };

  test.each<[string, object, string]>([
    [
      'a state by name',
      {
        value: '18 Foundry Lane, Portland, Oregon 97209, USA',
        locality: 'Portland',
        postal_code: '97209',
        admin_area_level_1: 'Oregon',
        country: 'United States',
      },
      '18 Foundry Lane\nPortland, Oregon 97209\nUSA',
    ],
    [
      'a street alone',
      {
        value: '123 Main St',
        locality: 'Sunnyvale',
        postal_code: '94085',
        admin_area_level_1: 'California',
        country: 'USA',
      },
      '123 Main St\nSunnyvale, CA 94085\nUSA',
    ],
    [
      'a text without its postal code',
      {
        value: 'Dock 4, 18 Foundry Lane, Portland, OR, USA',
        locality: 'Portland',
        postal_code: '97209',
        admin_area_level_1: 'Oregon',
        country: 'United States',
      },
      'Dock 4\n18 Foundry Lane\nPortland, OR 97209\nUSA',
    ],
    [
      'a country that writes no state',
      {
        value: 'Speicherstraße 7, 20457 Hamburg, Deutschland',
        locality: 'Hamburg',
        postal_code: '20457',
        admin_area_level_1: 'Hamburg',
        country: 'Germany',
      },
      'Speicherstraße 7\n20457 Hamburg\nDeutschland',
    ],
    [
      'a text without its country',
      {
        value: 'Speicherstraße 7, 20457 Hamburg',
        locality: 'Hamburg',
        postal_code: '20457',
        admin_area_level_1: 'Hamburg',
        country: 'Germany',
      },
      'Speicherstraße 7\n20457 Hamburg\nGermany',
    ],
    [
      'a part of the United Kingdom',
      {
        value: '4 Harbour Row, Bristol BS1 5TY, UK',
        locality: 'Bristol',
        postal_code: 'BS1 5TY',
        admin_area_level_1: 'England',
        country: 'United Kingdom',
      },
      '4 Harbour Row\nBristol BS1 5TY\nUK',
    ],
    [
      'a country whose writing we do not know',
      {
        value: '1 Ginza, Chuo City, Tokyo 104-0061, Japan',
        locality: 'Chuo City',
        postal_code: '104-0061',
        admin_area_level_1: 'Tokyo',
        country: 'Japan',
      },
      '1 Ginza\nChuo City, Tokyo\n104-0061\nJapan',
    ],
  ])('contains all geocoded parts of %s', (_, address, text) => {
    expect(addressText({ ...parts, ...address })).toBe(text);
  });

  test('is empty for values that are no address', () => {
    expect(addressText(null)).toBe('');
    expect(addressText({})).toBe('');
    expect(addressText(17)).toBe('');
  });
});
