import type { LineDiscountParts } from '../../shared/money/line-discount-text.ts';

/**
 * What the customer reads below a line whose price is a discounted one, at most
 * `discountSentenceRoom` characters: QuickBooks has no place for it but the description.
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
