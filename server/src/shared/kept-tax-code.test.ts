import { describe, expect, test } from 'vitest';
import { checkChanges } from './checks/check-changes.ts';

const stored = { itemId: '3', quantity: '1', unitPrice: '100', taxCodeId: 'standard' };
const codesOfCompany = { terms: [], taxCodes: [{ id: 'standard' }], invoiceFields: null };
const choose = [{ path: 'lines.0.taxCodeId', problem: 'choose_tax_code' }];

const check = (
  before: Partial<typeof stored> | { taxCodeId: null },
  edit: object = {},
  codes = codesOfCompany,
) =>
  checkChanges(
    {
      lines: [{ index: 0, itemId: '3', description: '', quantity: '2', unitPrice: '9', ...edit }],
    },
    { issueDate: '2027-03-13', termId: null, lines: [{ ...stored, ...before }] },
    codes,
  );

describe('a line that keeps its tax code', () => {
  test('is accepted if the company still has the code', () => {
    expect(check({})).toEqual([]);
  });

  test('needs another code if the company no longer has it', () => {
    expect(check({ taxCodeId: 'former' })).toEqual(choose);
    expect(check({ taxCodeId: 'former' }, { taxCodeId: 'standard' })).toEqual([]);
  });

  test('needs none in a company without tax codes', () => {
    expect(
      check({ taxCodeId: 'former' }, {}, { terms: [], taxCodes: [], invoiceFields: null }),
    ).toEqual([]);
  });

  test('may stay without a code if it had none', () => {
    expect(check({ taxCodeId: null })).toEqual([]);
  });
});

test('a text line that gets an item needs a tax code', () => {
  const text = { itemId: null, quantity: null, unitPrice: null, taxCodeId: null };
  expect(check(text as never)).toEqual(choose);
});
