import type { DealProduct } from '../../pipedrive/gateway.ts';
import { inputLimits } from '../../shared/checks/input-limits.ts';
import type { Discount, DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import { Big, decimals, money, parseDecimal } from '../../shared/money/money.ts';
import { taxCodeFor } from '../../shared/tax/tax-code.ts';
import { descriptionBeside } from '../../shared/text/line-description.ts';
import type { FillSources } from './fill-sources.ts';

type TaxMode = DraftContent['details']['taxMode'];

/** What Pipedrive's rate on a row is; null where it keeps no tax on it. */
const rateOf = ({ tax, taxMethod }: DealProduct): string | null =>
  taxMethod === 'none' || new Big(tax).eq(0) ? null : tax;

/**
 * Whether the prices of the lines contain tax: as the rows of the deal say, tax on top before all; where
 * they say nothing, as the company's deal values do. In the US QuickBooks adds its own tax to net prices.
 * Without tax only where the company uses none; elsewhere that is the user's choice.
 */
export const taxModeOf = ({ profile, products, valuesIncludeTax }: FillSources): TaxMode => {
  // Nothing is added where the company uses no tax: prices that contain some stay what the customer pays.
  if (profile.taxRegime === 'off') return 'none';
  if (profile.taxRegime !== 'per_line') return 'excluded';
  const methods = (rows: DealProduct[]) => new Set(rows.map(({ taxMethod }) => taxMethod));
  if (methods(products.filter((row) => rateOf(row) !== null)).has('exclusive')) return 'excluded';
  const all = methods(products);
  if (all.has('inclusive')) return 'inclusive';
  return valuesIncludeTax && !all.has('exclusive') ? 'inclusive' : 'excluded';
};

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

/** Whether a row's amounts are filled in: those in another currency than the deal's are not. */
export const hasDealCurrency = (
  product: Pick<DealProduct, 'currency'>,
  deal: { currency: string },
): boolean => product.currency === '' || product.currency === deal.currency;

const lineOf = (product: DealProduct, from: FillSources): DraftLine => {
  const item = from.items.get(product.productId) ?? null;
  const withoutTax = taxTakenOut(product, taxModeOf(from));
  const dealTax = rateOf(product);
  const otherCurrency = !hasDealCurrency(product, from.deal);
  const words = [product.name, product.comments].filter(Boolean).join('\n');
  return {
    key: from.newKey(),
    productId: product.productId,
    item: item && { id: item.id, name: item.name, taxable: item.taxable },
    description: item ? descriptionBeside(item.name, words) : words,
    quantity: product.quantity,
    unitPrice: otherCurrency ? '' : withoutTax(product.price),
    discount: otherCurrency ? { kind: 'none' } : discountOf(product, withoutTax),
    ...rowNotes(product, otherCurrency),
    ...taxCodeFor({ dealTax, itemCode: item?.taxCodeId ?? null }, from.profile),
    ...(dealTax !== null && from.profile.taxRegime === 'per_line' && { dealTax }),
  };
};

/** A price in another currency is named, not filled in: the same figure would be another amount. */
const rowNotes = (
  { price, currency, billing, variation }: DealProduct,
  otherCurrency: boolean,
): Pick<DraftLine, 'dealRow'> => {
  const notes: DraftLine['dealRow'] = {
    ...(otherCurrency && { otherPrice: { amount: price.slice(0, inputLimits.number), currency } }),
    ...(billing && { billing }),
    ...(variation && { variation }),
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
 * Where tax is added to the prices of the invoice, a price that contains tax would be taxed twice: it is
 * filled in without. What is no number stays as it is, for the form to ask about.
 */
const taxTakenOut = (product: DealProduct, mode: TaxMode) => {
  const twice = mode === 'excluded' && product.taxMethod === 'inclusive';
  const parts = twice ? new Big(product.tax).div(100).plus(1) : new Big(1);
  return (amount: string): string => {
    const price = parseDecimal(amount);
    return price ? priceText(price.div(parts).round(7)) : amount;
  };
};

/** At least cents: `118.5` reads `118.50`, `0.0425` stays. */
const priceText = (price: Big): string => price.toFixed(Math.max(2, decimals(price)));
