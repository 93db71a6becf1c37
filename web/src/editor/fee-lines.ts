import { lineAmounts } from '@dealbill/server/shared/money/line-amounts';
import {
  Big,
  money,
  parseDecimal,
  percentage,
  sum,
  zero,
} from '@dealbill/server/shared/money/money';
import { soldLines } from '@dealbill/server/shared/money/sold-lines';
import { type DocumentLine, isFixed, kindOf } from './document.ts';

/** Amount of a line as typed, after its own discount; zero while its figures are invalid. */
const amountOf = (line: DocumentLine): Big => {
  if (kindOf(line) === 'text') return zero;
  if (isFixed(line)) return new Big(line.existing?.amount ?? 0);
  return sum(soldLines(line).map((sold) => lineAmounts(sold)?.net ?? zero));
};

/**
 * The lines with the price of each fee as its percentage of the lines that are no fees. Lines that
 * stay the same keep their identity.
 */
export const withFees = (lines: DocumentLine[]): DocumentLine[] => {
  if (!lines.some(({ fee }) => fee)) return lines;
  const base = sum(lines.filter(({ fee }) => !fee).map(amountOf));
  return lines.map((line) => {
    const percent = line.fee && parseDecimal(line.fee.percent);
    if (!percent) return line;
    const unitPrice = money(percentage(base.gt(zero) ? base : zero, percent));
    return unitPrice === line.unitPrice ? line : { ...line, quantity: '1', unitPrice };
  });
};
