import type { DraftLine } from '../contract/draft-content.ts';
import { lineAmounts } from './line-amounts.ts';
import { type Big, money, parseDecimal, percentage, sum, zero } from './money.ts';
import { soldLines } from './sold-lines.ts';

/** Amount of a line as typed, after its own discount; zero while its figures are invalid. */
export const typedAmount = (line: DraftLine): Big =>
  sum(soldLines(line).map((sold) => lineAmounts(sold)?.net ?? zero));

/**
 * The lines with the price of each fee as its percentage of the lines that are no fees. Lines that
 * stay the same keep their identity.
 */
export const withFees = <L extends DraftLine>(
  lines: L[],
  amountOf: (line: L) => Big = typedAmount,
): L[] => {
  if (!lines.some(({ fee }) => fee)) return lines;
  const base = sum(lines.filter(({ fee }) => !fee).map(amountOf));
  return lines.map((line) => {
    const percent = line.fee && parseDecimal(line.fee.percent);
    if (!percent) return line;
    const unitPrice = money(percentage(base.gt(zero) ? base : zero, percent));
    return unitPrice === line.unitPrice ? line : { ...line, quantity: '1', unitPrice };
  });
};
