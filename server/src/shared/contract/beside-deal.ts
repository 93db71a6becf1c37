import { countedOf } from '../money/counted-amount.ts';
import type { DealBasis } from '../money/deal-value-basis.ts';
import { Big, type Decimal, money } from '../money/money.ts';

/** Value of a deal and the amount left to bill, in the deal's currency, on the given `basis`. */
export type LeftToBill = DealBasis & {
  value: { amount: Decimal; currency: string } | null;
  /** Negative when more than the value is billed. */
  left: Decimal | null;
  /**
   * Amount of invoices whose deals no longer exist and that may belong to this deal after a merge.
   * Not deducted from `left`.
   */
  orphaned: Decimal;
};

/** Amount left when the invoices of deals that no longer exist belong to this deal. */
export const leftWithOrphans = ({ left, orphaned }: LeftToBill): Decimal | null =>
  left === null ? null : money(new Big(left).minus(orphaned));

/** Comparison of a new invoice with its deal; amounts in the deal's currency. */
export type BesideDeal =
  /** The deal has no value. */
  | { kind: 'no_value' }
  /** No rate between the currencies of the invoice and the deal is known. */
  | { kind: 'other_currency' }
  | {
      kind: 'counted';
      /** Amount left after this invoice. */
      left: Decimal;
      /** Amount billed beyond the deal's value after this invoice; null when there is none. */
      beyond: Decimal | null;
    };

/**
 * Calculates the amount left after a new invoice, with or without tax on both sides. Deducts
 * invoices whose deals no longer exist. `total` and `tax` exclude tax that only QuickBooks can
 * calculate.
 */
export const besideDeal = (
  room: LeftToBill,
  invoice: { currency: string; total: Decimal; tax: Decimal | null },
): BesideDeal => {
  const { value, basis } = room;
  const left = leftWithOrphans(room);
  if (!value || left === null) return { kind: 'no_value' };
  if (invoice.currency !== value.currency) return { kind: 'other_currency' };
  const { total, tax } = invoice;
  const after = new Big(left).minus(countedOf({ total, tax: tax ?? '0' }, basis));
  const beyond = after.lt(0) ? money(after.abs()) : null;
  return { kind: 'counted', left: money(after), beyond };
};
