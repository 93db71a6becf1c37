import type { DealDiscount, DealProduct } from '../../pipedrive/gateway.ts';
import type { Discount, DraftContent } from '../../shared/contract/draft-content.ts';
import { Big, money, parseDecimal, sum, zero } from '../../shared/money/money.ts';

type TaxMode = DraftContent['details']['taxMode'];

/**
 * QuickBooks knows one discount: percentages add up, anything else adds up as an amount. Where the prices
 * of the lines are filled in without the tax that they contain, an amount is reduced by the same part.
 */
export const oneDiscount = (
  discounts: DealDiscount[],
  products: DealProduct[],
  taxMode: TaxMode,
): Discount => {
  if (discounts.length === 0) return { kind: 'none' };
  const values = discounts.map((discount) => new Big(discount.value));
  if (discounts.every((discount) => discount.kind === 'percent')) {
    return { kind: 'percent', value: sum(values).toString() };
  }
  const asTyped = sum(products.map(amountOf));
  const asFilledIn = sum(
    products.map((product) => amountOf(product).div(taxDivisor(product, taxMode))),
  );
  const amounts = discounts.map((discount, index) => {
    const value = values[index] ?? zero;
    if (discount.kind === 'percent') return asFilledIn.times(value).div(100);
    return asTyped.eq(0) ? value : value.times(asFilledIn).div(asTyped);
  });
  return { kind: 'amount', value: money(sum(amounts)) };
};

/** What a price of the deal is divided by on an invoice to which QuickBooks adds the tax. */
const taxDivisor = ({ tax, taxMethod }: DealProduct, taxMode: TaxMode): Big =>
  new Big(taxMode === 'excluded' && taxMethod === 'inclusive' ? tax : 0).div(100).plus(1);

const amountOf = (product: DealProduct): Big => {
  const full = (parseDecimal(product.price) ?? zero).times(parseDecimal(product.quantity) ?? zero);
  const off = new Big(product.discount.value);
  return full.minus(product.discount.kind === 'percent' ? full.times(off).div(100) : off);
};
