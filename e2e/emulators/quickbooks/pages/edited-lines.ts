import Big from 'big.js';
import type { Invoice, Line } from '../company/entities.ts';
import { cents, wireNumber } from '../company/money.ts';
import { refusal } from '../wire/faults.ts';

/** The invoice's lines with the amounts typed into `line-{Id}`; quantity and price follow them. */
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

/** Keeps the quantity if a price with seven decimals gives the amount, else sells one for it. */
function fittingPrice(amount: Big, qty: number | undefined) {
  if (qty) {
    const price = wireNumber(amount.div(qty), 7);
    if (cents(Big(price).times(qty)).eq(amount)) return { Qty: qty, UnitPrice: price };
  }
  return { Qty: 1, UnitPrice: wireNumber(amount) };
}
