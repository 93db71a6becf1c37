import { describe, expect, test } from 'vitest';
import type { Field } from '../pipedrive/gateway.ts';
import { mappable } from './mappable-fields.ts';
import { missingFields } from './missing-fields.ts';
import { isTaxIdName, suggestMapping } from './suggest-mapping.ts';

const field = (code: string, name: string, type = 'varchar', custom = false): Field => ({
  code,
  name,
  type,
  custom,
  options: [],
});

const organization = [
  field('name', 'Name'),
  field('address', 'Address', 'address'),
  field('owner_id', 'Owner', 'user'),
];

describe('isTaxIdName', () => {
  test.each([
    'Tax ID',
    'VAT',
    'VAT number',
    'VAT reg. no.',
    'EU VAT-ID',
    'NIP',
    'NIP klienta',
    'USt-IdNr.',
    'USt-ID',
    'Steuernummer',
    'Org.nr',
    'Org nr',
    'Organisasjonsnummer',
    'Partita IVA',
    'P. IVA',
    'EIN',
    'ABN',
    'abn',
    'GST no',
    'GSTIN',
    'TVA',
    'BTW-nummer',
    'NIF',
    'DIČ',
  ])('accepts %s', (name) => {
    expect(isTaxIdName(name)).toBe(true);
  });

  test.each([
    'Ein Ansprechpartner',
    'Taxi number',
    'VAT rate',
    'Tax exempt',
    'VAT %',
    'Private notes',
    'Organisation',
    'Organic products',
    'Industry',
  ])('rejects %s', (name) => {
    expect(isTaxIdName(name)).toBe(false);
  });
});

describe('the suggested mapping', () => {
  test("is the organization's name, address and tax id, and the person's e-mail", () => {
    const taxId = field('a'.repeat(40), 'VAT number', 'varchar', true);
    const person = [field('name', 'Name'), field('email', 'Email')];
    expect(suggestMapping({ organization: [...organization, taxId], person })).toEqual({
      to: { of: 'organization', field: 'name' },
      address: { of: 'organization', field: 'address' },
      email: { of: 'person', field: 'email' },
      taxId: { of: 'organization', field: 'a'.repeat(40) },
    });
  });

  test('leaves out what Pipedrive does not have', () => {
    const mapping = suggestMapping({ organization, person: [] });
    expect(mapping.email).toBeNull();
    expect(mapping.taxId).toBeNull();
  });

  test('uses no standard field and no field without text for the tax id', () => {
    const fields = [...organization, field('tax', 'Tax ID'), field('u', 'VAT ID', 'user', true)];
    expect(suggestMapping({ organization: fields, person: [] }).taxId).toBeNull();
  });
});

describe('fields for a mapping', () => {
  test('list standard fields first, then custom ones by name, all with text values', () => {
    const fields = [
      ...organization,
      field('c2', 'Ship-to', 'address', true),
      field('c1', 'Billing e-mail', 'varchar', true),
      field('add_time', 'Created', 'date'),
      field('c3', 'Founded', 'date', true),
    ];
    expect(mappable(fields).map(({ name }) => name)).toEqual([
      'Name',
      'Address',
      'Billing e-mail',
      'Founded',
      'Ship-to',
    ]);
  });

  test('that were deleted are reported as the details mapped to them', () => {
    const mapping = {
      to: { of: 'organization', field: 'name' },
      address: { of: 'deal', field: 'gone' },
      email: { of: 'person', field: 'emails' },
      taxId: null,
    } as const;
    const fields = { organization, person: [field('email', 'Email')], deal: [] };
    expect(missingFields(mapping, fields)).toEqual(['address']);
  });
});
