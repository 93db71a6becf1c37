import { Big, type Decimal, money } from './money.ts';

/** What a deal is worth and what of it is still to be invoiced, in its own currency. */
export type DealRoom = {
  value: { amount: Decimal; currency: string } | null;
  /** Negative when more is billed already. */
  left: Decimal | null;
  /** The tax within what is billed already. */
  tax: Decimal;
};

/** How an invoice that does not exist yet stands to its deal; amounts in the deal's currency. */
export type BesideDeal =
  /** The deal has no value to measure by. */
  | { kind: 'no_value' }
  /** Amounts in two currencies are not compared, let alone converted. */
  | { kind: 'other_currency' }
  | {
      kind: 'counted';
      /** After this invoice. */
      left: Decimal;
      /** What is then billed beyond the deal's value; null when nothing is. */
      beyond: Decimal | null;
      /** Whether that needs a word: not when it is all tax, which many leave out of a deal's value. */
      tooMuch: boolean;
    };

/**
 * What remains of the deal after one more invoice; its `tax` is null where only QuickBooks knows it, and
 * then not in `total`. An invoice over nothing bills nobody, so it is never too much.
 */
export const besideDeal = (
  { value, left, tax }: DealRoom,
  invoice: { currency: string; total: Decimal; tax: Decimal | null },
): BesideDeal => {
  if (!value || left === null) return { kind: 'no_value' };
  if (invoice.currency !== value.currency) return { kind: 'other_currency' };
  const after = new Big(left).minus(invoice.total);
  const taxes = new Big(tax).plus(invoice.tax ?? 0);
  return {
    kind: 'counted',
    left: money(after),
    beyond: after.lt(0) ? money(after.abs()) : null,
    tooMuch: after.plus(taxes).lt(0) && new Big(invoice.total).gt(0),
  };
};
