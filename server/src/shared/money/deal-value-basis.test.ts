import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basisOfRows } from './deal-value-basis.ts';
import { Big } from './money.ts';

type Row = Parameters<typeof basisOfRows>[1][number];

const row = (differs: Partial<Row> = {}): Row => ({
  quantity: '1',
  price: '100',
  currency: 'EUR',
  discount: { kind: 'percent', value: '0' },
  tax: '20',
  taxMethod: 'exclusive',
  ...differs,
});

const worth = (value: string) => ({ value, currency: 'EUR' });

describe('a deal’s value', () => {
  it.each<[string, string, Row[], ReturnType<typeof basisOfRows>]>([
    ['excludes tax that is added to prices', '100', [row()], 'without_tax'],
    ['includes tax that is added to prices', '120', [row()], 'with_tax'],
    ['includes tax that prices contain', '100', [row({ taxMethod: 'inclusive' })], 'with_tax'],
    ['excludes tax that prices contain', '83.33', [row({ taxMethod: 'inclusive' })], 'without_tax'],
    ['is undecided with rows without tax', '100', [row({ tax: '0' })], null],
    [
      'is undecided with a rate that Pipedrive does not apply',
      '100',
      [row({ taxMethod: 'none' })],
      null,
    ],
    ['is undecided when it was typed by hand', '150', [row()], null],
    ['is undecided without rows', '100', [], null],
    ['is undecided with rows in another currency', '100', [row({ currency: 'USD' })], null],
    ['is undecided with a row without a price', '100', [row(), row({ price: '' })], null],
    [
      'is recognized when every row is rounded',
      '4.77',
      [row({ price: '1.325', quantity: '2' }), row({ price: '1.325' })],
      'with_tax',
    ],
  ])('%s', (_, value, rows, basis) => {
    expect(basisOfRows(worth(value), rows, [])).toBe(basis);
  });

  it('is recognized with the deal’s discounts, before tax or after it', () => {
    const tenth = [{ kind: 'percent' as const, value: '10' }];
    const ten = [{ kind: 'amount' as const, value: '10' }];
    expect(basisOfRows(worth('90'), [row()], tenth)).toBe('without_tax');
    expect(basisOfRows(worth('108'), [row()], tenth)).toBe('with_tax');
    expect(basisOfRows(worth('110'), [row()], ten)).toBe('with_tax');
    expect(basisOfRows(worth('108'), [row()], ten)).toBe('with_tax');
    expect(basisOfRows(worth('90'), [row()], ten)).toBe('without_tax');
  });

  it('is recognized for any rows, with tax and without', () => {
    const rows = fc.array(
      fc.record({
        price: fc.integer({ min: 1_00, max: 99_999_99 }).map((units) => String(units / 100)),
        quantity: fc.integer({ min: 1, max: 40 }).map(String),
        tax: fc.constantFrom('5', '9.975', '20'),
        taxMethod: fc.constantFrom('exclusive' as const, 'inclusive' as const),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, (some) => {
        const all = some.map(row);
        const total = (withTax: boolean) =>
          all.reduce((sum, one) => {
            const amount = new Big(one.price).times(one.quantity);
            const factor = new Big(one.tax).div(100).plus(1);
            if (one.taxMethod === 'inclusive')
              return sum.plus(withTax ? amount : amount.div(factor));
            return sum.plus(withTax ? amount.times(factor) : amount);
          }, new Big(0));
        expect(basisOfRows(worth(total(false).toFixed(2)), all, [])).toBe('without_tax');
        expect(basisOfRows(worth(total(true).toFixed(2)), all, [])).toBe('with_tax');
      }),
    );
  });
});
