import type { DraftLine } from '../contract/draft-content.ts';
import { lineAmounts, parseDiscount } from './line-amounts.ts';
import { type Decimal, decimals, money } from './money.ts';

/** What the customer reads of a line's discount: QuickBooks itself keeps only the net unit price. */
export type LineDiscountParts = {
  /** Price of one as typed, 2 or more decimals; with tax where prices are inclusive. */
  grossUnitPrice: Decimal;
  /** Off the whole line. `value` is a percentage without needless zeros, or an amount in cents. */
  discount: { kind: 'percent' | 'amount'; value: Decimal };
};

/** Characters of a line's description kept free for the sentence about its discount. */
export const discountSentenceRoom = 120;

/** Null when the line has no discount, or makes no number. */
export const lineDiscountParts = (line: DraftLine): LineDiscountParts | null => {
  const amounts = lineAmounts(line);
  const read = parseDiscount(line.discount);
  if (amounts === null || read === null || read.kind === 'none' || amounts.discount.eq(0))
    return null;
  const { grossPrice } = amounts;
  const value = read.kind === 'percent' ? read.value.toFixed() : money(read.value);
  return {
    grossUnitPrice: grossPrice.toFixed(Math.max(2, decimals(grossPrice))),
    discount: { kind: read.kind, value },
  };
};

/** The description with the sentence on a line of its own; the sentence is never the part that is cut. */
export const withDiscountSentence = (description: string, sentence: string): string =>
  description.trim() === '' ? sentence : `${description.trimEnd()}\n${sentence}`;
