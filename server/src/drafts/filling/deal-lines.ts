import type { ItemRow } from '../../items/contract.ts';
import type { DealProduct } from '../../pipedrive/gateway.ts';
import type { Books } from '../../shared/books.ts';
import type { Discount, DraftLine } from '../../shared/draft-content.ts';
import { Big, decimals, money, parseDecimal, sum } from '../../shared/money.ts';
import type { FillSources } from './fill-sources.ts';

/** The deal's products as lines; a deal without any becomes one line of its value, if it has one. */
export const dealLines = (from: FillSources): DraftLine[] => {
  if (from.products.length > 0) return from.products.map((product) => lineOf(product, from));
  if (from.deal.value === null || new Big(from.deal.value).lte(0)) return [];
  return [
    {
      key: from.newKey(),
      productId: null,
      item: null,
      description: from.deal.title,
      quantity: '1',
      unitPrice: money(new Big(from.deal.value)),
      discount: { kind: 'none' },
      taxCodeId: null,
    },
  ];
};

const lineOf = (product: DealProduct, from: FillSources): DraftLine => {
  const item = from.items.get(product.productId) ?? null;
  const withoutTax = taxTakenOut(product, from.books);
  return {
    key: from.newKey(),
    productId: product.productId,
    item: item && { id: item.id, name: item.name, taxable: item.taxable },
    description: [product.name, product.comments].filter(Boolean).join('\n'),
    quantity: product.quantity,
    unitPrice: withoutTax(product.price),
    discount: discountOf(product, withoutTax),
    taxCodeId: taxCodeOf(product, item, from.books),
  };
};

const discountOf = (
  { discount }: DealProduct,
  withoutTax: (amount: string) => string,
): Discount => {
  if (new Big(discount.value).eq(0)) return { kind: 'none' };
  return discount.kind === 'percent'
    ? discount
    : { kind: 'amount', value: withoutTax(discount.value) };
};

/**
 * Where QuickBooks adds its own tax to net prices, a price that contains tax would be taxed twice: it is
 * filled in without. What is no number stays as it is, for the form to ask about.
 */
const taxTakenOut = (product: DealProduct, books: Books) => {
  const twice = books.taxRegime !== 'per_line' && product.taxMethod === 'inclusive';
  const parts = twice ? new Big(product.tax).div(100).plus(1) : new Big(1);
  return (amount: string): string => {
    const price = parseDecimal(amount);
    return price ? priceText(price.div(parts).round(7)) : amount;
  };
};

/** At least cents: `118.5` reads `118.50`, `0.0425` stays. */
const priceText = (price: Big): string => price.toFixed(Math.max(2, decimals(price)));

/**
 * Of the codes whose rates are the deal's the item's own, or the only one; else none. A deal without tax
 * often means that nobody keeps taxes in Pipedrive: then the item's own code counts, whatever its rate.
 */
const taxCodeOf = (product: DealProduct, item: ItemRow | null, books: Books): string | null => {
  if (books.taxRegime !== 'per_line') return null;
  const untaxed = new Big(product.tax).eq(0);
  const usable = books.taxCodes.find((code) => code.id === item?.taxCodeId);
  if (untaxed && usable) return usable.id;
  const same = books.taxCodes.filter((code) =>
    sum(code.rates.map((rate) => new Big(rate.percent))).eq(product.tax),
  );
  const own = same.find((code) => code.id === item?.taxCodeId);
  return own?.id ?? (same.length === 1 ? (same[0]?.id ?? null) : null);
};
