import { countedAmount } from '../money/deal-ledger.ts';
import type { DealBasis } from '../money/deal-value-basis.ts';
import { Big, type Decimal, money } from '../money/money.ts';

/** What a deal is worth and what of it is still to be invoiced, in its own currency, by `basis`. */
export type LeftToBill = DealBasis & {
  value: { amount: Decimal; currency: string } | null;
  /** Negative when more is billed already. */
  left: Decimal | null;
  /**
   * What invoices of deals that no longer exist take of it, which may belong to this one: after a merge.
   * Not in `left`.
   */
  orphaned: Decimal;
};

/** What is left if the invoices of deals that no longer exist belong to this one. */
export const leftWithOrphans = ({ left, orphaned }: LeftToBill): Decimal | null =>
  left === null ? null : money(new Big(left).minus(orphaned));

/** How an invoice that does not exist yet stands to its deal; amounts in the deal's currency. */
export type BesideDeal =
  /** The deal has no value to measure by. */
  | { kind: 'no_value' }
  /** Nothing says how the invoice's currency compares with the deal's. */
  | { kind: 'other_currency' }
  | {
      kind: 'counted';
      /** After this invoice. */
      left: Decimal;
      /** What is then billed beyond the deal's value; null when nothing is. */
      beyond: Decimal | null;
    };

/**
 * What remains of the deal after one more invoice, both with tax or both without; invoices of deals that no
 * longer exist are counted. Tax that only QuickBooks knows is in neither `total` nor `tax`.
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
  const after = new Big(left).minus(countedAmount({ total, tax: tax ?? '0' }, basis));
  const beyond = after.lt(0) ? money(after.abs()) : null;
  return { kind: 'counted', left: money(after), beyond };
};
