import type { DealDiscount, DealProduct } from '../../pipedrive/gateway.ts';
import type { Discount, DraftContent } from '../../shared/contract/draft-content.ts';
import { Big, money, parseDecimal, sum, zero } from '../../shared/money/money.ts';

type TaxMode = DraftContent['details']['taxMode'];

/**
 * Combines the deal's discounts into the only one that QuickBooks supports: percentages add up,
 * others add up as an amount, which is reduced by the tax removed from the line prices. Pure.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
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
  const dealTotal = sum(products.map(amountOf));
  const filledTotal = sum(
    products.map((product) => amountOf(product).div(taxDivisor(product, taxMode))),
  );
  const amounts = discounts.map((discount, index) => {
    const value = values[index] ?? zero;
    if (discount.kind === 'percent') return filledTotal.times(value).div(100);
    return dealTotal.eq(0) ? value : value.times(filledTotal).div(dealTotal);
  });
  return { kind: 'amount', value: money(sum(amounts)) };
};

/** The divisor that removes the tax from a deal price when QuickBooks adds tax to the invoice. */
const taxDivisor = ({ tax, taxMethod }: DealProduct, taxMode: TaxMode): Big =>
  new Big(taxMode === 'excluded' && taxMethod === 'inclusive' ? tax : 0).div(100).plus(1);

const amountOf = (product: DealProduct): Big => {
  const full = (parseDecimal(product.price) ?? zero).times(parseDecimal(product.quantity) ?? zero);
  const off = new Big(product.discount.value);
  return full.minus(product.discount.kind === 'percent' ? full.times(off).div(100) : off);
};
