import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { dealDiscountOf, productRowsOf } from './translate-deal.ts';

const row = (differs: Record<string, unknown> = {}) => ({
  product_id: 9,
  name: 'Desk',
  quantity: 2,
  item_price: 118.5,
  currency: 'USD',
  discount: 10,
  discount_type: 'percentage',
  tax: 8,
  tax_method: 'exclusive',
  comments: null,
  is_enabled: true,
  ...differs,
});

describe("a deal's row", () => {
  test('tells its figures as decimal text', () => {
    expect(productRowsOf(row())).toEqual([
      {
        productId: 9,
        name: 'Desk',
        quantity: '2',
        price: '118.5',
        currency: 'USD',
        discount: { kind: 'percent', value: '10' },
        tax: '8',
        taxMethod: 'exclusive',
        comments: '',
      },
    ]);
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['words', 'two or three'],
    ['another shape', { value: 2 }],
    ['a comma', '1,5'],
  ])('leaves quantity and price empty where they are %s: nobody is billed a guess', (_, told) => {
    const [product] = productRowsOf(row({ quantity: told, item_price: told }));
    expect(product).toMatchObject({ quantity: '', price: '' });
  });

  test('has no discount and no tax where none is told', () => {
    const [product] = productRowsOf(
      row({ discount: null, discount_type: undefined, tax: undefined, tax_method: null }),
    );
    expect(product).toMatchObject({
      discount: { kind: 'percent', value: '0' },
      tax: '0',
      taxMethod: 'none',
    });
  });

  test.each([
    { discount_type: 'per_unit' },
    { discount: 'ten' },
    { tax: 'reduced' },
    { tax: { percent: 8 } },
  ])('that says %j cannot be understood', (told) => {
    expect(() => productRowsOf(row(told))).toThrow(ZodError);
  });
});

test('a discount of a kind nobody knows is no percentage', () => {
  expect(dealDiscountOf({ type: 'amount', amount: 250, description: 'Second order' })).toEqual({
    kind: 'amount',
    value: '250',
    description: 'Second order',
  });
  expect(() => dealDiscountOf({ type: 'tiered', amount: 5 })).toThrow(ZodError);
  expect(() => dealDiscountOf({ type: 'percentage', amount: 'some' })).toThrow(ZodError);
});
