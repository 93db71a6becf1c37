import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { dealDiscountOf, productRowsOf } from './translate-deal.ts';

const row = (overrides: Record<string, unknown> = {}) => ({
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
  ...overrides,
});

describe('productRowsOf', () => {
  test('returns numbers as decimal text', () => {
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
    ['text', 'two or three'],
    ['another shape', { value: 2 }],
    ['a comma', '1,5'],
  ])('leaves quantity and price empty when the value is %s', (_, value) => {
    const [product] = productRowsOf(row({ quantity: value, item_price: value }));
    expect(product).toMatchObject({ quantity: '', price: '' });
  });

  test('defaults to no discount and no tax', () => {
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
  ])('rejects a row with %j', (invalid) => {
    expect(() => productRowsOf(row(invalid))).toThrow(ZodError);
  });
});

test('dealDiscountOf rejects unknown types and amounts', () => {
  expect(dealDiscountOf({ type: 'amount', amount: 250, description: 'Second order' })).toEqual({
    kind: 'amount',
    value: '250',
    description: 'Second order',
  });
  expect(() => dealDiscountOf({ type: 'tiered', amount: 5 })).toThrow(ZodError);
  expect(() => dealDiscountOf({ type: 'percentage', amount: 'some' })).toThrow(ZodError);
});
