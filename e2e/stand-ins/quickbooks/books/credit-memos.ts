import { businessRefusal } from '../wire/faults.ts';
import { appliedTo, recount } from './balances.ts';
import { refuseClosedPeriod } from './closed-books.ts';
import { type Books, bump, newEntity } from './company.ts';
import { composeInvoice } from './compose-invoice.ts';
import type { CreditMemo } from './credit-memo.ts';
import type { CreditMemoInput } from './credit-memo-body.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Entity } from './entities.ts';
import { refuseLocked } from './locks.ts';
import { numberFor, rememberNumber } from './numbering.ts';
import { unlinkPayments } from './payment-links.ts';

/** A credit memo; it is numbered in one row with the invoices, and nothing is paid with it yet. */
export function createCreditMemo(books: Books, input: CreditMemoInput): CreditMemo {
  const composed = composeCreditMemo(books, input);
  const DocNumber = numberFor(books.company, input.DocNumber, { allowDuplicate: true });
  const memo: CreditMemo = { ...newEntity(books, 'txn'), ...composed, DocNumber, LinkedTxn: [] };
  recount(books, memo);
  books.company.creditMemos[memo.Id] = memo;
  rememberNumber(books.company, DocNumber);
  recountCustomer(books, memo.CustomerRef.value);
  return memo;
}

/** Full or sparse, as with invoices; it cannot become less than what was used of it. */
export function updateCreditMemo(
  books: Books,
  known: CreditMemo,
  input: CreditMemoInput,
): CreditMemo {
  refuse(books, known, 'change');
  const composed = composeCreditMemo(books, input, known);
  if (appliedTo(books.company, known).gt(composed.TotalAmt))
    throw businessRefusal('The credit memo cannot be less than what was used of it.');
  if (composed.CustomerRef.value !== known.CustomerRef.value && known.LinkedTxn.length > 0)
    throw businessRefusal('The customer cannot be changed while the credit memo is applied.');
  Object.assign(known, composed, { DocNumber: input.DocNumber ?? known.DocNumber });
  recount(books, known);
  bump(books, known);
  recountCustomer(books, known.CustomerRef.value);
  return known;
}

/** Removes it; the invoices that it had paid are open again. */
export function deleteCreditMemo(books: Books, memo: CreditMemo): void {
  refuse(books, memo, 'delete');
  unlinkPayments(books, memo);
  delete books.company.creditMemos[memo.Id];
  const at = new Date(books.now).toISOString();
  books.company.deleted.push({ entity: 'CreditMemo', id: memo.Id, at });
  recountCustomer(books, memo.CustomerRef.value);
}

function refuse({ company }: Books, memo: CreditMemo, act: 'change' | 'delete'): void {
  refuseClosedPeriod(company, memo.TxnDate);
  refuseLocked(company, memo.Id, act);
}

type Composed = Omit<CreditMemo, keyof Entity | 'DocNumber' | 'LinkedTxn'>;

function composeCreditMemo(books: Books, input: CreditMemoInput, known?: CreditMemo): Composed {
  const {
    DueDate,
    SalesTermRef,
    Deposit,
    AllowOnlineCreditCardPayment,
    AllowOnlineACHPayment,
    AllowOnlinePayment,
    AllowIPNPayment,
    ...composed
  } = composeInvoice(books, input, known);
  refuseClosedPeriod(books.company, composed.TxnDate);
  return { ...composed, Balance: 0, RemainingCredit: 0 };
}
