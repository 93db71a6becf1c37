import { describe, expect, test } from 'vitest';
import { type Details, differencesBetween } from './differences.ts';

const stored = {
  billAddress: '2 Assembly Square\nBoston, MA 02129',
  email: 'accounts@northgate.example',
  taxId: '04-7781200',
};

const fields = (details: Details, customer: Partial<typeof stored> | { taxId: null } = {}) =>
  differencesBetween(details, { ...stored, ...customer }, 'US').map(({ field }) => field);

test('returns all three fields with both values', () => {
  const details = { address: ' 3 Assembly Square ', email: 'new@northgate.example', taxId: '05' };
  expect(differencesBetween(details, stored, 'US')).toEqual([
    {
      field: 'address',
      pipedrive: '3 Assembly Square',
      quickbooks: stored.billAddress,
      lettersLost: false,
    },
    {
      field: 'email',
      pipedrive: 'new@northgate.example',
      quickbooks: stored.email,
      lettersLost: false,
    },
    { field: 'taxId', pipedrive: '05', quickbooks: stored.taxId, lettersLost: false },
  ]);
});

describe('differencesBetween returns nothing for', () => {
  test.each<[string, Details]>([
    ['nothing in Pipedrive', { address: ' ', email: '', taxId: '' }],
    ['no details', {}],
    ['the country', { address: '2 Assembly Square\nBoston, MA 02129\nUSA' }],
    ['case of the e-mail', { email: ' Accounts@Northgate.example' }],
    ['the writing of the tax id', { taxId: '04 77.812/00' }],
  ])('%s', (_, details) => {
    expect(fields(details)).toEqual([]);
  });

  test('an address that QuickBooks has among others', () => {
    const email = 'boss@northgate.example, accounts@northgate.example';
    expect(fields({ email: stored.email }, { email })).toEqual([]);
    expect(fields({ email: 'other@northgate.example' }, { email })).toEqual(['email']);
  });

  test('a tax id that QuickBooks masks', () => {
    expect(fields({ taxId: '999' }, { taxId: null })).toEqual([]);
  });
});

test('returns a value that is missing in QuickBooks', () => {
  const details = { address: '1 Quay Street', email: 'a@b.example', taxId: '1' };
  const nothing = { billAddress: '', email: '', taxId: '' };
  expect(fields(details, nothing)).toEqual(['address', 'email', 'taxId']);
});

describe('characters that QuickBooks stored as question marks', () => {
  test.each<[string, string, string, boolean]>([
    ['to the letter', 'Długa 1\nBoston, MA 02129', 'D?uga 1\nBoston, MA 02129', true],
    ['in other lines', 'Długa 1, 90-001 Łódź, Poland', 'D?uga 1\n?ód? 90-001\nPoland', true],
    ['of another street', 'Długa 2\nBoston, MA 02129', 'D?uga 1\nBoston, MA 02129', false],
    ['in plain letters', 'Dluga 1\nBoston, MA 02129', 'D?uga 1\nBoston, MA 02129', false],
  ])('are detected in an address %s', (_, address, billAddress, lettersLost) => {
    expect(differencesBetween({ address }, { ...stored, billAddress }, 'US')).toMatchObject([
      { field: 'address', lettersLost },
    ]);
  });
});
