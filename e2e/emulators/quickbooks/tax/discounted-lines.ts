import Big from 'big.js';
import { cents, sumOf } from '../company/money.ts';
import { discountShares, percentageOf } from './discount-shares.ts';
import type { TaxableLine, TaxableSale } from './taxable-sale.ts';

/** A line after its share of the discount. */
export interface DiscountedLine {
  code: string | undefined;
  net: Big;
  gross: Big;
}

/** Discounts tax-exclusive lines; net and gross are equal. */
export function discountedNets(sale: TaxableSale): DiscountedLine[] {
  const goods = sale.lines.filter((line) => !line.shipping);
  const nets = goods.map((line) => line.net);
  const off = sale.discountPercent
    ? percentageOf(nets, sale.discountPercent)
    : (sale.discountAmount ?? Big(0));
  const shares = discountShares(off, nets);
  return inOrder(sale.lines, (line, index) => {
    const net = line.net.minus(line.shipping ? 0 : (shares[index] ?? 0));
    return { code: line.code, net, gross: net };
  });
}

/**
 * Discounts tax-inclusive lines. A percentage reduces the gross and the net follows; an amount
 * reduces the net and the gross follows. Undiscounted lines keep both figures as sent. With
 * rounding on the sum, lines of one tax code are combined.
 */
export function discountedGrosses(
  sale: TaxableSale,
  percentOf: (code: string | undefined) => Big,
): DiscountedLine[] {
  const lines = sale.lines.map((line) => ({ ...line, gross: grossOf(line, percentOf) }));
  const goods = lines.filter((line) => !line.shipping);
  const offGross = sale.discountPercent !== undefined;
  const amounts = goods.map((line) => (offGross ? line.gross : line.net));
  const off = sale.discountPercent
    ? percentageOf(amounts, sale.discountPercent)
    : (sale.discountAmount ?? Big(0));
  const shares = discountShares(off, amounts);
  const parts = inOrder(lines, (line, index) => ({
    ...line,
    off: line.shipping ? Big(0) : (shares[index] ?? Big(0)),
  }));
  const groups =
    sale.rounding === 'line'
      ? parts.map((part) => [part])
      : [...Map.groupBy(parts, (part) => part.code).values()];
  return groups.map((group) => {
    const code = group[0]?.code;
    const [net, gross] = [sumOf(group.map((one) => one.net)), sumOf(group.map((one) => one.gross))];
    if (group.every((one) => one.off.eq(0))) return { code, net, gross };
    const less = sumOf(group.map((one) => one.off));
    const hundred = percentOf(code).plus(100);
    if (offGross) {
      const left = gross.minus(less);
      return { code, gross: left, net: cents(left.times(100).div(hundred)) };
    }
    const left = net.minus(less);
    return { code, net: left, gross: cents(left.times(hundred).div(100)) };
  });
}

/** The gross amount; equals the net for an untaxed line, whatever was sent. */
function grossOf(line: TaxableLine, percentOf: (code: string | undefined) => Big): Big {
  return percentOf(line.code).eq(0) ? line.net : (line.gross ?? line.net);
}

/** Maps lines with their index among the goods; -1 for shipping. */
function inOrder<T extends TaxableLine, R>(
  lines: readonly T[],
  map: (line: T, index: number) => R,
): R[] {
  let nextIndex = 0;
  return lines.map((line) => map(line, line.shipping ? -1 : nextIndex++));
}
