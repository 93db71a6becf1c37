import { type Big, zero } from '../../shared/money/money.ts';

export type Applied = { invoiceId: string; amount: Big };

/**
 * Spreads the credit that a payment applies over its invoices, in their order, each taking as much as
 * went there: QuickBooks tells which credits and which invoices, but not which credit paid what. What is
 * left of the credit went elsewhere.
 */
export const spreadCredit = <T extends Applied>(
  applied: T[],
  credit: Big,
): (T & { credit: Big })[] => {
  let left = credit;
  return applied.map((one) => {
    const taken = left.lt(one.amount) ? left : one.amount;
    left = left.minus(taken);
    return { ...one, credit: taken.lt(0) ? zero : taken };
  });
};
