import { Big, type Decimal, money } from './money.ts';

/** What a deal is worth and what of it is still to be invoiced, in its own currency. */
export type DealRoom = {
  value: { amount: Decimal; currency: string } | null;
  /** Negative when more is billed already. */
  left: Decimal | null;
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
    };

/** What remains of the deal after one more invoice; `total` leaves out what only QuickBooks knows. */
export const besideDeal = (
  { value, left }: DealRoom,
  invoice: { currency: string; total: Decimal },
): BesideDeal => {
  if (!value || left === null) return { kind: 'no_value' };
  if (invoice.currency !== value.currency) return { kind: 'other_currency' };
  const after = new Big(left).minus(invoice.total);
  const beyond = after.lt(0) ? money(after.abs()) : null;
  return { kind: 'counted', left: money(after), beyond };
};
