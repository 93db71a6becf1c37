import type Big from 'big.js';
import { cents, splitInProportion, sumOf } from '../books/money.ts';

/** The goods under one tax code, before the discount; `taxed` when its rates add up to something. */
export interface Goods {
  net: Big;
  gross: Big;
  taxed: boolean;
}

export interface Share {
  net: Big;
  gross: Big;
}

/**
 * What of a whole-invoice discount falls on each group, net and gross. A percentage takes the same part of
 * the gross, so that 12.00 less 20 % is 9.60 to the cent. Where no tax is, both are one figure, and
 * rounding never makes a tax negative.
 */
export function discountShares(groups: Goods[], discount: Big, percent: Big | undefined): Share[] {
  const nets = netShares(groups, discount);
  return groups.map((group, index) => {
    const net = nets[index] ?? discount.times(0);
    if (!group.taxed || group.net.eq(0)) return { net, gross: net };
    const wanted = percent
      ? group.gross.times(percent).div(100)
      : net.times(group.gross).div(group.net);
    // More than this, and what remains as tax would be negative.
    const most = group.gross.minus(group.net).plus(net);
    const gross = cents(wanted);
    return { net, gross: most.gte(net) && gross.gt(most) ? most : gross };
  });
}

/** In proportion; the cents that are left over fall on a taxed group if there is one. */
function netShares(groups: Goods[], discount: Big): Big[] {
  const order = groups
    .map((group, index) => ({ group, index }))
    .sort((one, other) => Number(one.group.taxed) - Number(other.group.taxed));
  const parts = splitInProportion(
    discount,
    order.map(({ group }) => group.net),
  );
  const shares = groups.map(() => sumOf([]));
  for (const [place, { index }] of order.entries()) shares[index] = parts[place] ?? sumOf([]);
  return shares;
}
