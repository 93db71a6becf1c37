import Big from 'big.js';
import type { CreditMemo } from './credit-memo.ts';
import { homeAmount } from './currency.ts';
import type { Invoice, Payment, PaymentLine } from './entities.ts';
import { sumOf, wireNumber } from './money.ts';
import type { Company, Realm } from './realm.ts';

/** A transaction that a payment can be applied to. */
export type Applicable = Invoice | CreditMemo;

export function applicableOf(company: Company, id: string): Applicable | undefined {
  return company.invoices[id] ?? company.creditMemos[id];
}

/** The payments linked to a transaction, oldest link first. */
export function paymentsOn(company: Company, txn: Pick<Applicable, 'LinkedTxn'>): Payment[] {
  return txn.LinkedTxn.filter((link) => link.TxnType === 'Payment').flatMap(
    ({ TxnId }) => company.payments[TxnId] ?? [],
  );
}

export function isFor(line: PaymentLine, txnId: string): boolean {
  return line.LinkedTxn[0].TxnId === txnId;
}

/** The total that these payment lines apply to one transaction. */
export function partOf(lines: readonly PaymentLine[], txnId: string): Big {
  return sumOf(lines.filter((line) => isFor(line, txnId)).map((line) => Big(line.Amount)));
}

/** The total that payments apply to an invoice, or use of a credit memo, in its currency. */
export function appliedTo(company: Company, txn: Pick<Applicable, 'Id' | 'LinkedTxn'>): Big {
  return sumOf(paymentsOn(company, txn).map((payment) => partOf(payment.Line, txn.Id)));
}

/** Sets the balance: total less deposit less payments; with multi-currency also `HomeBalance`. */
export function recount({ company }: Realm, txn: Applicable): void {
  const deposit = 'Deposit' in txn ? (txn.Deposit ?? 0) : 0;
  const open = Big(txn.TotalAmt).minus(deposit).minus(appliedTo(company, txn));
  txn.Balance = wireNumber(open);
  txn.HomeBalance = homeAmount(company, txn.ExchangeRate, open);
  if ('RemainingCredit' in txn) txn.RemainingCredit = txn.Balance;
}
