import { describe, expect, test } from 'vitest';
import { checkChanges } from './checks/check-changes.ts';

const was = { itemId: '3', quantity: '1', unitPrice: '100', taxCodeId: 'standard' };
const offered = { terms: [], taxCodes: [{ id: 'standard' }] };
const choose = [{ path: 'lines.0.taxCodeId', problem: 'choose_tax_code' }];

const check = (
  before: Partial<typeof was> | { taxCodeId: null },
  asked: object = {},
  codes = offered,
) =>
  checkChanges(
    {
      lines: [{ index: 0, itemId: '3', description: '', quantity: '2', unitPrice: '9', ...asked }],
    },
    { issueDate: '2027-03-13', termId: null, lines: [{ ...was, ...before }] },
    codes,
  );

describe('a line that keeps its tax code', () => {
  test('is accepted while the company has the code', () => {
    expect(check({})).toEqual([]);
  });

  test('needs another one where the company no longer has it', () => {
    expect(check({ taxCodeId: 'former' })).toEqual(choose);
    expect(check({ taxCodeId: 'former' }, { taxCodeId: 'standard' })).toEqual([]);
  });

  test('needs none where lines have no codes', () => {
    expect(check({ taxCodeId: 'former' }, {}, { terms: [], taxCodes: [] })).toEqual([]);
  });

  test('stays without a code when it was sold without one', () => {
    expect(check({ taxCodeId: null })).toEqual([]);
  });
});

test('a text that gets an item needs a tax code', () => {
  const text = { itemId: null, quantity: null, unitPrice: null, taxCodeId: null };
  expect(check(text as never)).toEqual(choose);
});
