import { expect, test } from 'vitest';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { NewCustomer } from '../../shared/contract/new-customer.ts';
import { makeNewCustomer, makeProfile } from '../../testing/make-draft.ts';
import { customerBody, wireCustomer } from './translate-customer.ts';
import { wireItem } from './translate-item.ts';

test.each<[string, Partial<NewCustomer>, Partial<CompanyProfile>, object]>([
  [
    'with everything',
    { taxId: 'GB 123' },
    {},
    {
      DisplayName: 'Brightwater',
      BillAddr: { Line1: '1 Quay Street', City: 'Bristol', PostalCode: 'BS1 5TY' },
      ShipAddr: { Line1: '1 Quay Street', City: 'Bristol', PostalCode: 'BS1 5TY' },
      PrimaryEmailAddr: { Address: 'accounts@brightwater.example' },
      PrimaryTaxIdentifier: 'GB 123',
    },
  ],
  [
    'with nothing but a name',
    { address: ' ', email: ' ', taxId: ' ' },
    {},
    { DisplayName: 'Brightwater' },
  ],
  [
    'in the US, where the tax id has another name',
    { address: '', email: '', taxId: '12-345' },
    { country: 'US' },
    { DisplayName: 'Brightwater', ResaleNum: '12-345' },
  ],
  [
    'where there are several currencies',
    { address: '', email: '' },
    { multiCurrency: true },
    { DisplayName: 'Brightwater', CurrencyRef: { value: 'GBP' } },
  ],
])('customerBody: a customer %s', (_, customer, profile, body) => {
  const made = makeNewCustomer({ name: ' Brightwater ', ...customer });
  expect(customerBody(made, makeProfile(profile))).toEqual(body);
});

test('reads a customer', () => {
  expect(
    wireCustomer.parse({
      Id: '58',
      DisplayName: 'Brightwater Offices',
      PrimaryEmailAddr: { Address: 'accounts@brightwater.example' },
      BillAddr: { Id: '2', Line1: '1 Quay Street', City: 'Bristol', Country: 'GBR', Lat: '51' },
      ShipAddr: { Line1: '2 Dock Road', City: 'Bristol', PostalCode: 'BS1 4ST' },
      CurrencyRef: { value: 'GBP' },
      Active: false,
      MetaData: {
        CreateTime: '2027-03-13T09:00:00-07:00',
        LastUpdatedTime: '2027-03-14T09:00:00-07:00',
      },
    }),
  ).toEqual({
    id: '58',
    name: 'Brightwater Offices',
    email: 'accounts@brightwater.example',
    address: '1 Quay Street, Bristol, GBR',
    shipAddress: '2 Dock Road\nBristol BS1 4ST',
    currency: 'GBP',
    active: false,
    createdAt: '2027-03-13T09:00:00-07:00',
    updatedAt: '2027-03-14T09:00:00-07:00',
  });
  expect(wireCustomer.parse({ Id: 59, BillAddr: null })).toEqual({
    id: '59',
    name: '',
    email: null,
    address: null,
    shipAddress: null,
    currency: null,
    active: true,
    createdAt: '',
    updatedAt: '',
  });
});

test('reads an item in and outside the US', () => {
  const item = { Id: '5', Name: 'Paint', FullyQualifiedName: 'Decor:Paint', UnitPrice: 0.0000001 };
  expect(wireItem.parse({ ...item, Taxable: true, Sku: 'P-1' })).toEqual({
    id: '5',
    name: 'Decor:Paint',
    plainName: 'Paint',
    sku: 'P-1',
    description: null,
    unitPrice: '0.0000001',
    taxable: true,
    taxCodeId: null,
  });
  expect(
    wireItem.parse({ ...item, Taxable: false, SalesTaxCodeRef: { value: '2' } }),
  ).toMatchObject({
    taxable: null,
    taxCodeId: '2',
  });
});
