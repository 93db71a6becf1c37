import { Fraction, hundred, share, sumOf, zero } from './fraction.ts';
import type { Discount, Rate, StoredInvoice, StoredLine } from './quickbooks-totals.ts';

/** Figures as typed, decimal text. */
export type TypedDiscount = { kind: 'none' } | { kind: 'percent' | 'amount'; value: string };

export type TypedLine = {
  quantity: string;
  unitPrice: string;
  discount: TypedDiscount;
  rates: readonly Rate[];
};

export type TypedInvoice = {
  lines: readonly TypedLine[];
  discount: TypedDiscount;
  /** Absent without shipping. */
  shipping?: { amount: string; rates: readonly Rate[] };
  /** True when typed prices and discounts contain the tax. */
  pricesContainTax: boolean;
  rounding: 'line' | 'sum';
};

const discountOn = (amount: Fraction, discount: TypedDiscount): Fraction => {
  if (discount.kind === 'none') return zero;
  const value = Fraction.of(discount.value);
  return discount.kind === 'percent' ? share(amount, value).cents() : value;
};

/** Price times quantity less the discount, each rounded to cents; the tax is taken out if inside. */
const storedLine = (line: TypedLine, pricesContainTax: boolean): StoredLine => {
  const amount = Fraction.of(line.unitPrice).times(Fraction.of(line.quantity)).cents();
  const typed = amount.minus(discountOn(amount, line.discount));
  const percent = sumOf(line.rates.map((rate) => Fraction.of(rate.percent)));
  const net = pricesContainTax ? typed.times(hundred).over(hundred.plus(percent)).cents() : typed;
  return { net, gross: typed, rates: line.rates, shipping: false };
};

/** Sum of the lines as typed. */
const typedSum = ({ lines }: TypedInvoice): Fraction =>
  sumOf(lines.map((line) => storedLine(line, false).net));

/** Sum of the lines as typed less the discount, which shipping does not have. */
export const discountedSum = (invoice: TypedInvoice): Fraction => {
  const typed = typedSum(invoice);
  return typed.minus(discountOn(typed, invoice.discount));
};

/** What the customer pays for prices that contain the tax. */
export const promisedTotal = (invoice: TypedInvoice): Fraction =>
  discountedSum(invoice).plus(Fraction.of(invoice.shipping?.amount ?? '0'));

/** Shipping is stored like a line of one unit without a discount of its own. */
const storedShipping = ({ shipping, pricesContainTax }: TypedInvoice): StoredLine[] => {
  if (!shipping) return [];
  const line = { quantity: '1', unitPrice: shipping.amount, discount: { kind: 'none' } as const };
  return [{ ...storedLine({ ...line, rates: shipping.rates }, pricesContainTax), shipping: true }];
};

/**
 * The invoice that QuickBooks gets for typed figures. An amount off prices that contain the tax is
 * sent without tax, and several net amounts may fit: `sentDiscount` says which one was sent.
 */
export const storedInvoice = (invoice: TypedInvoice, sentDiscount: string): StoredInvoice => {
  const { lines, discount, pricesContainTax, rounding } = invoice;
  return {
    lines: [...lines.map((line) => storedLine(line, pricesContainTax)), ...storedShipping(invoice)],
    discount: storedDiscount(discount, pricesContainTax ? sentDiscount : null),
    pricesContainTax,
    rounding,
    taxAfterDiscount: true,
  };
};

const storedDiscount = (discount: TypedDiscount, sent: string | null): Discount => {
  if (discount.kind === 'none') return discount;
  const value = Fraction.of(discount.value);
  if (discount.kind === 'percent') return { kind: 'percent', percent: value };
  return { kind: 'amount', net: sent === null ? value : Fraction.of(sent) };
};
