import type { DraftLine } from '../contract/draft-content.ts';
import { descriptionBeside } from '../text/line-description.ts';
import { lineAmounts, parseDiscount } from './line-amounts.ts';
import { type Decimal, decimals, money, zero } from './money.ts';

/**
 * Values of the sentence about a line's discount, because QuickBooks stores only the net unit
 * price.
 */
export type LineDiscountParts = {
  /** Unit price as typed, 2 or more decimals; contains the tax when prices are inclusive. */
  grossUnitPrice: Decimal;
  /**
   * Discount of the whole line: a percentage without trailing zeros, or an amount with two
   * decimals.
   */
  discount: { kind: 'percent' | 'amount'; value: Decimal };
};

/** Characters of a line's description that are reserved for the discount sentence. */
export const discountSentenceRoom = 120;

/** Whether the line has a discount, and all its figures are numbers. */
export const hasDiscount = (line: DraftLine): boolean => {
  const discount = line.discount.kind === 'none' ? null : lineAmounts(line)?.discount;
  return discount ? !discount.eq(zero) : false;
};

/** Null when the line has no discount, or when one of its figures is not a number. */
export const lineDiscountParts = (line: DraftLine): LineDiscountParts | null => {
  const grossPrice = hasDiscount(line) ? lineAmounts(line)?.grossPrice : null;
  const read = parseDiscount(line.discount);
  if (!grossPrice || read === null || read.kind === 'none') return null;
  const value = read.kind === 'percent' ? read.value.toFixed() : money(read.value);
  return {
    grossUnitPrice: grossPrice.toFixed(Math.max(2, decimals(grossPrice))),
    discount: { kind: read.kind, value },
  };
};

/** Appends the sentence to the description, on its own line. */
export const withDiscountSentence = (description: string, sentence: string): string =>
  description.trim() === '' ? sentence : `${description.trimEnd()}\n${sentence}`;

/**
 * States a line's discount for the customer, in at most `discountSentenceRoom` characters. It
 * becomes part of the description because QuickBooks has no field for it.
 */
export const discountSentence = (
  { grossUnitPrice, discount }: LineDiscountParts,
  currency: string,
): string => {
  const price = `List price ${grossUnitPrice} ${currency}`;
  return discount.kind === 'percent'
    ? `${price}, less ${discount.value}%`
    : `${price}, less ${discount.value} ${currency} on this line`;
};

/** The description of a line as it is sent: without the item's name, with the line's discount. */
export const sentDescription = (line: DraftLine, currency: string): string => {
  const parts = lineDiscountParts(line);
  const ownText = line.item
    ? descriptionBeside(line.item.name, line.description)
    : line.description;
  return parts ? withDiscountSentence(ownText, discountSentence(parts, currency)) : ownText;
};
