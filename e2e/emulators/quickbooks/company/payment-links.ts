import Big from 'big.js';
import {
  type Applicable,
  applicableOf,
  appliedTo,
  isFor,
  partOf,
  paymentsOn,
  recount,
} from './balances.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Invoice, Payment, PaymentLine } from './entities.ts';
import { sumOf, wireNumber } from './money.ts';
import { bump, type Realm } from './realm.ts';

const isCredit = (line: PaymentLine) => line.LinkedTxn[0].TxnType === 'CreditMemo';
const isInvoice = (line: PaymentLine) => line.LinkedTxn[0].TxnType === 'Invoice';

/** The totals that the lines apply to invoices and take from credit memos. */
export function totalsOf(lines: readonly PaymentLine[]): { invoices: Big; credits: Big } {
  const sum = (kind: (line: PaymentLine) => boolean) =>
    sumOf(lines.filter(kind).map((line) => Big(line.Amount)));
  return { invoices: sum(isInvoice), credits: sum(isCredit) };
}

/**
 * Replaces the lines of a payment. Each transaction whose part changes gets a new balance and, as
 * observed in the sandbox, a new SyncToken. Callers bump the payment and the transaction `origin`.
 */
export function relink(realm: Realm, payment: Payment, lines: PaymentLine[], origin = ''): void {
  const before = payment.Line;
  payment.Line = lines;
  const { invoices, credits } = totalsOf(lines);
  payment.UnappliedAmt = wireNumber(Big(payment.TotalAmt).plus(credits).minus(invoices));
  const ids = [...before, ...lines].map((line) => line.LinkedTxn[0].TxnId);
  for (const id of new Set(ids)) {
    const txn = applicableOf(realm.company, id);
    if (!txn || partOf(before, id).eq(partOf(lines, id))) continue;
    const others = txn.LinkedTxn.filter((link) => link.TxnId !== payment.Id);
    const mine = lines.some((line) => isFor(line, id));
    txn.LinkedTxn = mine ? [...others, { TxnId: payment.Id, TxnType: 'Payment' }] : others;
    recount(realm, txn);
    if (id !== origin) bump(realm, txn);
    recountCustomer(realm, txn.CustomerRef.value);
  }
  recountCustomer(realm, payment.CustomerRef.value);
}

/**
 * Unlinks all payments from an invoice or credit memo: money becomes unapplied, credit returns to
 * its memo, and invoices that lose their credit are open again.
 */
export function unlinkPayments(realm: Realm, txn: Applicable): void {
  for (const payment of paymentsOn(realm.company, txn)) takeOff(realm, payment, txn.Id, txn.Id);
}

/** Unlinks one payment from one invoice or credit memo. For `origin` see `relink`. */
export function takeOff(realm: Realm, payment: Payment, txnId: string, origin = ''): void {
  const rest = payment.Line.filter((line) => !isFor(line, txnId));
  relink(realm, payment, evened(payment, rest), origin);
  bump(realm, payment);
}

/** Reduces the payments on an invoice to at most `limit`, starting with the last one. */
export function fitPaymentsInto(realm: Realm, invoice: Invoice, limit: Big): void {
  let excess = appliedTo(realm.company, invoice).minus(limit);
  for (const payment of paymentsOn(realm.company, invoice).toReversed()) {
    if (excess.lte(0)) return;
    const mine = partOf(payment.Line, invoice.Id);
    const lines = lessened(payment.Line, (line) => isFor(line, invoice.Id), excess);
    relink(realm, payment, evened(payment, lines), invoice.Id);
    bump(realm, payment);
    excess = excess.minus(mine);
  }
}

/** Reduces the lines so that credits fit the invoices, and invoices fit money plus credits. */
function evened(payment: Payment, lines: PaymentLine[]): PaymentLine[] {
  const { invoices, credits } = totalsOf(lines);
  if (credits.gt(invoices)) return lessened(lines, isCredit, credits.minus(invoices));
  return lessened(lines, isInvoice, invoices.minus(credits).minus(payment.TotalAmt));
}

/** Takes `excess` from the lines of a kind, starting with the last; drops lines that reach zero. */
function lessened(
  lines: PaymentLine[],
  kind: (line: PaymentLine) => boolean,
  excess: Big,
): PaymentLine[] {
  let left = excess;
  return lines
    .toReversed()
    .map((line) => {
      if (!kind(line) || left.lte(0)) return line;
      const cut = left.lt(line.Amount) ? left : Big(line.Amount);
      left = left.minus(cut);
      return { ...line, Amount: wireNumber(Big(line.Amount).minus(cut)) };
    })
    .filter((line) => line.Amount !== 0)
    .toReversed();
}
