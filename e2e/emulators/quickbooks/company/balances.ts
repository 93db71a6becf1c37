import Big from 'big.js';
import type { CreditMemo } from './credit-memo.ts';
import { homeAmount } from './currency.ts';
import type { Invoice, Payment, PaymentLine } from './entities.ts';
import { sumOf, wireNumber } from './money.ts';
import type { Company, Realm } from './realm.ts';

/** What a payment can be applied to. */
export type Applicable = Invoice | CreditMemo;

export function applicableOf(company: Company, id: string): Applicable | undefined {
  return company.invoices[id] ?? company.creditMemos[id];
}

/** The payments that touch a transaction, oldest link first. */
export function paymentsOn(company: Company, txn: Pick<Applicable, 'LinkedTxn'>): Payment[] {
  return txn.LinkedTxn.filter((link) => link.TxnType === 'Payment').flatMap(
    ({ TxnId }) => company.payments[TxnId] ?? [],
  );
}

export function isFor(line: PaymentLine, txnId: string): boolean {
  return line.LinkedTxn[0].TxnId === txnId;
}

/** What some lines together put on one transaction. */
export function partOf(lines: readonly PaymentLine[], txnId: string): Big {
  return sumOf(lines.filter((line) => isFor(line, txnId)).map((line) => Big(line.Amount)));
}

/** What all payments together have put on an invoice, or used of a credit memo, in its currency. */
export function appliedTo(company: Company, txn: Pick<Applicable, 'Id' | 'LinkedTxn'>): Big {
  return sumOf(paymentsOn(company, txn).map((payment) => partOf(payment.Line, txn.Id)));
}

/** Total less deposit less what payments cover; in multi-currency companies in home units too. */
export function recount({ company }: Realm, txn: Applicable): void {
  const deposit = 'Deposit' in txn ? (txn.Deposit ?? 0) : 0;
  const open = Big(txn.TotalAmt).minus(deposit).minus(appliedTo(company, txn));
  txn.Balance = wireNumber(open);
  txn.HomeBalance = homeAmount(company, txn.ExchangeRate, open);
  if ('RemainingCredit' in txn) txn.RemainingCredit = txn.Balance;
}
