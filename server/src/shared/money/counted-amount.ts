import type { CoveredAmount } from '../contract/deal-ledger.ts';
import type { ValueBasis } from './deal-value-basis.ts';
import { Big, cents, type Decimal, zero } from './money.ts';

export type Amounts = { total: Decimal; tax: Decimal };

/** An amount in the proportion of two others; zero where there is no proportion. */
export const inProportion = (amount: Big, part: Big, whole: Big): Big =>
  whole.eq(0) ? zero : amount.times(part).div(whole);

/** The part of a total that counts against the deal's value, by `basis`. */
export const countedOf = ({ total, tax }: Amounts, basis: ValueBasis): Big =>
  basis === 'with_tax' ? new Big(total) : new Big(total).minus(tax);

/**
 * The part of the value of a deal in another currency that an invoice of these amounts covers, by
 * `basis`, in the deal's currency: all of what the created invoice covers, and more or less in
 * proportion after its total was changed.
 */
export const coveredNow = (covers: CoveredAmount, invoice: Amounts, basis: ValueBasis): Big =>
  cents(
    inProportion(
      countedOf(covers, basis),
      countedOf(invoice, basis),
      countedOf(covers.created, basis),
    ),
  );
