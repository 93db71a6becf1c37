import { describe, expect, test } from 'vitest';
import { makeProfile } from '../../testing/make-draft.ts';
import { customerEditBody } from '../verbs/customer-verbs.ts';
import { wireCustomerDetails } from './translate-customer-details.ts';

const read = (customer: object) => wireCustomerDetails.parse({ Id: '58', ...customer });

test('reads a customer with all details', () => {
  expect(
    read({
      SyncToken: '4',
      DisplayName: 'Brightwater Offices',
      PrimaryEmailAddr: { Address: 'accounts@brightwater.example' },
      BillAddr: {
        Id: '2',
        Line1: 'Brightwater Offices',
        Line2: ' ',
        Line3: '1 Quay Street',
        City: 'Bayshore',
        CountrySubDivisionCode: 'CA',
        PostalCode: '94326',
        Country: 'USA',
        Lat: '37',
      },
      ResaleNum: '12-345',
      Active: true,
    }),
  ).toMatchObject({
    id: '58',
    syncToken: '4',
    name: 'Brightwater Offices',
    email: 'accounts@brightwater.example',
    billAddress: 'Brightwater Offices\n1 Quay Street\nBayshore, CA 94326\nUSA',
    taxId: '12-345',
  });
});

describe('the tax id', () => {
  test.each<[string, object, string | null]>([
    ['there is none', {}, ''],
    ['is a resale number in the US', { ResaleNum: '12-345' }, '12-345'],
    ['is masked where it is a registration number', { PrimaryTaxIdentifier: 'XXXXXXX12345' }, null],
    [
      'is masked whatever else there is',
      { PrimaryTaxIdentifier: 'XXXXXXX12345', ResaleNum: '7', BusinessNumber: 'ABCDE1234F' },
      null,
    ],
    [
      'is whole in India',
      { PrimaryTaxIdentifier: 'XXXXXX1Z5', GSTIN: '22ABCDE1234F1Z5' },
      '22ABCDE1234F1Z5',
    ],
    ['is a business number there, for some', { BusinessNumber: 'ABCDE1234F' }, 'ABCDE1234F'],
  ])('%s', (_, customer, taxId) => {
    expect(read(customer).taxId).toBe(taxId);
  });
});

test.each<[string, object, string]>([
  ['nothing', {}, ''],
  ['a town alone', { City: 'Bristol' }, 'Bristol'],
  ['a postal code alone', { Line1: '1 Quay Street', PostalCode: 'BS1' }, '1 Quay Street\nBS1'],
])('addressLines of %s', (_, BillAddr, address) => {
  expect(read({ BillAddr }).billAddress).toBe(address);
});

describe('customerEditBody', () => {
  const edit = (changes: Parameters<typeof customerEditBody>[1], country = 'GB') =>
    customerEditBody({ id: '58', syncToken: '4' }, changes, makeProfile({ country }));
  const named = { Id: '58', SyncToken: '4', sparse: true };

  test('sends only the given details', () => {
    expect(edit({})).toEqual(named);
  });

  test('replaces all parts of the address', () => {
    expect(edit({ address: '2 Dock Road\nBristol BS1 4ST' })).toEqual({
      ...named,
      BillAddr: {
        Line1: '2 Dock Road',
        Line2: '',
        Line3: '',
        Line4: '',
        Line5: '',
        City: 'Bristol',
        CountrySubDivisionCode: '',
        PostalCode: 'BS1 4ST',
        Country: '',
      },
    });
  });

  test('an empty e-mail deletes it', () => {
    expect(edit({ email: ' ' })).toEqual({ ...named, PrimaryEmailAddr: { Address: '' } });
  });

  test.each<[string, string, object]>([
    ['US', '12-345', { ResaleNum: '12-345' }],
    ['GB', ' GB 123 ', { PrimaryTaxIdentifier: 'GB 123' }],
    ['IN', '22ABCDE1234F1Z5', { GSTIN: '22ABCDE1234F1Z5' }],
    ['IN', 'ABCDE1234F', { BusinessNumber: 'ABCDE1234F' }],
    ['IN', '123', { PrimaryTaxIdentifier: '123' }],
    ['US', '', { ResaleNum: '' }],
  ])('sends in %s the tax id %s in its own field', (country, taxId, body) => {
    expect(edit({ taxId }, country)).toEqual({ ...named, ...body });
  });
});
