import Big from 'big.js';
import { type Books, bump } from './company.ts';
import type { Invoice, Payment, PaymentLine } from './entities.ts';
import { sumOf, wireNumber } from './money.ts';

/** The part of a payment that no invoice has taken: the customer's credit. */
export function recountUnapplied(payment: Payment): void {
  const applied = sumOf(payment.Line.map((line) => Big(line.Amount)));
  payment.UnappliedAmt = wireNumber(Big(payment.TotalAmt).minus(applied));
}

/** Takes every payment off an invoice; what they had put on it becomes unapplied. */
export function unlinkPayments(books: Books, invoice: Invoice): void {
  for (const payment of paymentsOn(books, invoice)) {
    payment.Line = payment.Line.filter((line) => !isFor(line, invoice.Id));
    recountUnapplied(payment);
    bump(books, payment);
  }
  invoice.LinkedTxn = invoice.LinkedTxn.filter((link) => link.TxnType !== 'Payment');
}

/** Lowers what payments put on an invoice until it fits under `limit`, the last one first. */
export function fitPaymentsInto(books: Books, invoice: Invoice, limit: Big): void {
  const payments = paymentsOn(books, invoice);
  const lines = payments.flatMap((payment) =>
    payment.Line.filter((line) => isFor(line, invoice.Id)),
  );
  let excess = sumOf(lines.map((line) => Big(line.Amount))).minus(limit);
  for (const payment of payments.toReversed()) {
    if (excess.lte(0)) return;
    for (const line of payment.Line.filter((one) => isFor(one, invoice.Id))) {
      const cut = excess.lt(line.Amount) ? excess : Big(line.Amount);
      line.Amount = wireNumber(Big(line.Amount).minus(cut));
      excess = excess.minus(cut);
    }
    recountUnapplied(payment);
    bump(books, payment);
  }
}

function paymentsOn(books: Books, invoice: Invoice): Payment[] {
  return invoice.LinkedTxn.filter((link) => link.TxnType === 'Payment').flatMap(
    ({ TxnId }) => books.company.payments[TxnId] ?? [],
  );
}

function isFor(line: PaymentLine, invoiceId: string): boolean {
  return line.LinkedTxn.some((link) => link.TxnType === 'Invoice' && link.TxnId === invoiceId);
}
