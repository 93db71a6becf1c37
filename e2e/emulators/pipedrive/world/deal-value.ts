import Big from 'big.js';
import type { Deal, DealProduct } from './rows.ts';
import type { World } from './world.ts';

const hundred = new Big(100);

export function productsOfDeal(world: World, deal: Deal): DealProduct[] {
  return world.dealProducts
    .filter((row) => row.company_id === deal.company_id && row.deal_id === deal.id)
    .sort((a, b) => a.order_nr - b.order_nr);
}

/** Sum of a product row: price x quantity less discount, with `withTax` plus exclusive tax. */
export function rowSum(row: DealProduct, withTax: boolean): Big {
  const gross = new Big(row.item_price).times(row.quantity);
  const discount =
    row.discount_type === 'percentage'
      ? gross.times(row.discount).div(hundred)
      : new Big(row.discount);
  const net = gross.minus(discount);
  if (!withTax || row.tax_method !== 'exclusive') return net.round(2);
  return net.times(hundred.plus(row.tax)).div(hundred).round(2);
}

/**
 * The deal's value in its currency: the sum of enabled products less the deal's discounts,
 * percentages of that sum or amounts. Without products the entered value; null when there is none.
 */
export function dealValue(world: World, deal: Deal): Big | null {
  const rows = productsOfDeal(world, deal);
  if (rows.length === 0) return deal.value === null ? null : new Big(deal.value);
  const total = rows
    .filter((row) => row.is_enabled)
    .reduce((sum, row) => sum.plus(rowSum(row, world.settings.sumIncludesTax)), new Big(0));
  return discountsOfDeal(world, deal)
    .reduce(
      (left, discount) =>
        left.minus(
          discount.type === 'percentage'
            ? total.times(discount.amount).div(hundred)
            : discount.amount,
        ),
      total,
    )
    .round(2);
}

export function discountsOfDeal(world: World, deal: Deal) {
  return world.dealDiscounts.filter(
    (one) => one.company_id === deal.company_id && one.deal_id === deal.id,
  );
}
