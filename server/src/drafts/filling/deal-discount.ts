import type { DealDiscount, DealProduct } from '../../pipedrive/gateway.ts';
import type { Discount } from '../../shared/draft-content.ts';
import { Big, money, parseDecimal, sum, zero } from '../../shared/money.ts';

/** QuickBooks knows one discount: percentages add up, anything else adds up as an amount. */
export const oneDiscount = (discounts: DealDiscount[], products: DealProduct[]): Discount => {
  if (discounts.length === 0) return { kind: 'none' };
  const values = discounts.map((discount) => new Big(discount.value));
  if (discounts.every((discount) => discount.kind === 'percent')) {
    return { kind: 'percent', value: sum(values).toString() };
  }
  const subtotal = sum(products.map(netOf));
  const amounts = discounts.map((discount, index) => {
    const value = values[index] ?? zero;
    return discount.kind === 'percent' ? subtotal.times(value).div(100) : value;
  });
  return { kind: 'amount', value: money(sum(amounts)) };
};

const netOf = (product: DealProduct): Big => {
  const gross = (parseDecimal(product.price) ?? zero).times(parseDecimal(product.quantity) ?? zero);
  const off = new Big(product.discount.value);
  return gross.minus(product.discount.kind === 'percent' ? gross.times(off).div(100) : off);
};
