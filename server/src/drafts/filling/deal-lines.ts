import type { DealProduct } from '../../pipedrive/gateway.ts';
import { inputLimits } from '../../shared/checks/input-limits.ts';
import type { Discount, DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import { Big, decimals, money, parseDecimal } from '../../shared/money/money.ts';
import { taxCodeFor } from '../../shared/tax/tax-code.ts';
import { taxRulesOf } from '../../shared/tax/tax-rules.ts';
import { descriptionBeside } from '../../shared/text/line-description.ts';
import type { FillSources } from './fill-sources.ts';

type TaxMode = DraftContent['details']['taxMode'];

/** The tax rate of a product row in Pipedrive, percent; null without tax. */
export const rateOf = ({ tax, taxMethod }: DealProduct): string | null =>
  taxMethod === 'none' || new Big(tax).eq(0) ? null : tax;

/**
 * Returns whether line prices include tax: by the tax method of the deal's rows, exclusive first,
 * else by the company's setting for deal values; the only possibility where the tax regime has one.
 * Pure.
 */
export const taxModeOf = ({ profile, products, valuesIncludeTax }: FillSources): TaxMode => {
  const [first, ...others] = taxRulesOf(profile).priceModes;
  if (others.length === 0) return first;
  const methods = (rows: DealProduct[]) => new Set(rows.map(({ taxMethod }) => taxMethod));
  if (methods(products.filter((row) => rateOf(row) !== null)).has('exclusive')) return 'excluded';
  const all = methods(products);
  if (all.has('inclusive')) return 'inclusive';
  return valuesIncludeTax && !all.has('exclusive') ? 'inclusive' : 'excluded';
};

/**
 * Maps the deal's products to lines; without products a positive deal value becomes one line. Pure.
 */
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

/** Whether a row has the currency of its deal; amounts in another currency are not filled in. */
export const hasDealCurrency = (
  product: Pick<DealProduct, 'currency'>,
  deal: { currency: string },
): boolean => product.currency === '' || product.currency === deal.currency;

/** Characters; Pipedrive's names have 255 at most. */
const maxProductName = 255;

const lineOf = (product: DealProduct, from: FillSources): DraftLine => {
  const item = from.items.get(product.productId) ?? null;
  const withoutTax = netPriceOf(product, taxModeOf(from));
  const dealTax = rateOf(product);
  const otherCurrency = !hasDealCurrency(product, from.deal);
  const text = [product.name, product.variation?.name, product.comments].filter(Boolean).join('\n');
  return {
    key: from.newKey(),
    productId: product.productId,
    productName: product.name.slice(0, maxProductName),
    item: item && { id: item.id, name: item.name, taxable: item.taxable },
    ...(item && item.from !== 'new' && { itemFrom: item.from }),
    description: item ? descriptionBeside(item.name, text) : text,
    quantity: product.quantity,
    unitPrice: otherCurrency ? '' : withoutTax(product.price),
    discount: otherCurrency ? { kind: 'none' } : discountOf(product, withoutTax),
    ...rowNotes(product, otherCurrency),
    ...taxCodeFor({ dealTax, itemCode: item?.taxCodeId ?? null }, from.profile),
    ...(dealTax !== null && taxRulesOf(from.profile).codes === 'per_line' && { dealTax }),
  };
};

/**
 * Notes about the row for the user, such as a price in another currency, which is not filled in.
 */
const rowNotes = (
  { price, currency, billing, variation }: DealProduct,
  otherCurrency: boolean,
): Pick<DraftLine, 'dealRow'> => {
  const notes: DraftLine['dealRow'] = {
    ...(otherCurrency && { otherPrice: { amount: price.slice(0, inputLimits.number), currency } }),
    ...(billing && { billing }),
    ...(variation && { variation: variation.name ?? true }),
  };
  return Object.keys(notes).length > 0 ? { dealRow: notes } : {};
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
 * Removes the tax from a price that includes it when the invoice adds tax, which would tax it
 * twice. Text that is not a number is returned unchanged, and the form reports it.
 */
const netPriceOf = (product: DealProduct, mode: TaxMode) => {
  const includesTax = mode === 'excluded' && product.taxMethod === 'inclusive';
  const divisor = includesTax ? new Big(product.tax).div(100).plus(1) : new Big(1);
  return (amount: string): string => {
    const price = parseDecimal(amount);
    return price ? priceText(price.div(divisor).round(7)) : amount;
  };
};

/** At least two decimals: `118.5` becomes `118.50`, `0.0425` stays. */
const priceText = (price: Big): string => price.toFixed(Math.max(2, decimals(price)));
