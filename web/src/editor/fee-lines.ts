import { typedAmount, withFees as withFeesOf } from '@dealbill/server/shared/money/fees';
import { Big, zero } from '@dealbill/server/shared/money/money';
import { type DocumentLine, isFixed, kindOf } from './document.ts';

/** Amount of a line; one that can only be removed has QuickBooks' amount. */
const amountOf = (line: DocumentLine): Big => {
  if (kindOf(line) === 'text') return zero;
  return isFixed(line) ? new Big(line.existing?.amount ?? 0) : typedAmount(line);
};

/** The lines with the price of each fee, which follows the other lines. */
export const withFees = (lines: DocumentLine[]): DocumentLine[] => withFeesOf(lines, amountOf);
