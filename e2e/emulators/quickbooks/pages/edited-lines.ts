import Big from 'big.js';
import type { Invoice, Line } from '../company/entities.ts';
import { cents, wireNumber } from '../company/money.ts';
import { refusal } from '../wire/faults.ts';

/** Applies the amounts of the fields `line-{Id}` to the lines and adapts quantity and price. */
export function editedLines(invoice: Invoice, sent: Record<string, unknown>): Line[] {
  return invoice.Line.map((line) => {
    const typed = sent[`line-${line.Id}`];
    const detail = line.SalesItemLineDetail;
    if (typeof typed !== 'string' || !detail) return line;
    if (!/^-?\d+(\.\d+)?$/.test(typed)) throw refusal('2010', `${typed} is not an amount.`);
    const amount = cents(Big(typed));
    if (amount.eq(line.Amount ?? 0)) return line;
    const { TaxInclusiveAmt, ...kept } = detail;
    return {
      ...line,
      Amount: wireNumber(amount),
      SalesItemLineDetail: { ...kept, ...fittingPrice(amount, detail.Qty) },
    };
  });
}

/** Keeps the quantity if a price with seven decimals yields the amount, else uses quantity 1. */
function fittingPrice(amount: Big, qty: number | undefined) {
  if (qty) {
    const price = wireNumber(amount.div(qty), 7);
    if (cents(Big(price).times(qty)).eq(amount)) return { Qty: qty, UnitPrice: price };
  }
  return { Qty: 1, UnitPrice: wireNumber(amount) };
}
