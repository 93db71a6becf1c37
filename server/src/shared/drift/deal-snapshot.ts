import { type Big, type Decimal, parseDecimal, percentage, sum, zero } from '../money/money.ts';

type Discount = { kind: 'percent' | 'amount'; value: Decimal };

/** A product row of a deal, or the value of a deal without products. */
export type DealLine = {
  /** Null for the value of a deal without products. */
  productId: number | null;
  name: string;
  /** Decimal text; empty when Pipedrive returned no number. */
  quantity: Decimal;
  price: Decimal;
  discount: Discount;
  /** Percent; `0` without tax. */
  tax: Decimal;
  taxMethod: 'inclusive' | 'exclusive' | 'none';
};

/** What a deal sells, as the server read it. */
export type DealSnapshot = {
  currency: string;
  lines: DealLine[];
  /** Discounts of the whole deal. */
  discounts: Discount[];
};

/** The deal that an invoice was created from, and which of its lines the invoice bills. */
export type BilledDeal = Omit<DealSnapshot, 'lines'> & {
  lines: (DealLine & { billed: boolean })[];
  /** The invoice bills the difference from what earlier invoices billed. */
  settles: boolean;
};

type Product = Omit<DealLine, 'productId'> & { productId: number; currency: string };

/** `2.50` and `2.5` as `2.5`; text that is not a number stays. */
const plain = (decimal: string): string => parseDecimal(decimal)?.toFixed() ?? decimal;

const plainDiscount = ({ kind, value }: Discount): Discount => ({ kind, value: plain(value) });

const none: Discount = { kind: 'amount', value: '0' };

const lineOf = ({ productId, name, quantity, price, discount, tax, taxMethod }: Product) => {
  const isTaxed = taxMethod !== 'none' && !parseDecimal(tax)?.eq(0);
  return {
    productId,
    name,
    quantity: plain(quantity),
    price: plain(price),
    discount: parseDecimal(discount.value)?.eq(0) ? none : plainDiscount(discount),
    tax: isTaxed ? plain(tax) : '0',
    taxMethod: isTaxed ? taxMethod : ('none' as const),
  };
};

const valueLine = (value: string): DealLine => ({
  productId: null,
  name: '',
  quantity: '1',
  price: plain(value),
  discount: none,
  tax: '0',
  taxMethod: 'none',
});

/**
 * Builds the snapshot of a deal. The value counts only without products: with products it follows
 * from them. Null for a deal with more than `most` lines, which cannot be invoiced. Pure.
 */
export const dealSnapshot = (
  deal: { value: string | null; currency: string },
  products: Product[],
  discounts: Discount[],
  most: number,
): DealSnapshot | null => {
  if (products.length > most) return null;
  const hasValue = deal.value !== null && parseDecimal(deal.value)?.gt(0);
  const value = hasValue && deal.value !== null ? [valueLine(deal.value)] : [];
  return {
    currency: deal.currency,
    lines: products.length > 0 ? products.map(lineOf) : value,
    discounts: discounts.map(plainDiscount),
  };
};

/** Text that is the same for the same lines and discounts in any order. */
export const dealContent = ({ currency, lines, discounts }: DealSnapshot): string =>
  JSON.stringify([currency, lines.map(lineContent).sort(), discounts.map(discountText).sort()]);

const discountText = ({ kind, value }: Discount): string => `${kind} ${value}`;

/** Text that is the same for the same product with the same figures. */
export const lineContent = (line: DealLine): string => `${line.productId} ${lineFigures(line)}`;

/** Text that is the same for lines whose figures do not differ. */
export const lineFigures = ({ quantity, price, discount, tax, taxMethod }: DealLine): string =>
  JSON.stringify([quantity, price, discountText(discount), tax, taxMethod]);

/** Amount of a line after its discount, with the tax that its price contains; 0 when unreadable. */
export const lineAmount = ({ quantity, price, discount }: DealLine): Big => {
  const full = (parseDecimal(price) ?? zero).times(parseDecimal(quantity) ?? zero);
  return full.minus(discountOn(full, discount));
};

const discountOn = (amount: Big, { kind, value }: Discount): Big => {
  const off = parseDecimal(value) ?? zero;
  return kind === 'percent' ? percentage(amount, off) : off;
};

/** The deal's discounts on the sum of these lines. */
export const discountTotal = (lines: DealLine[], discounts: Discount[]): Big => {
  const total = sum(lines.map(lineAmount));
  return lines.length === 0 ? zero : sum(discounts.map((discount) => discountOn(total, discount)));
};

/** Whether two lists have the same discounts, in any order. */
export const sameDiscounts = (one: Discount[], other: Discount[]): boolean =>
  JSON.stringify(one.map(discountText).sort()) === JSON.stringify(other.map(discountText).sort());
