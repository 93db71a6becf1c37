import { businessRefusal } from '../wire/faults.ts';
import { appliedTo, recount } from './balances.ts';
import { refuseClosedPeriod } from './closing-date.ts';
import { composeInvoice } from './compose-invoice.ts';
import type { CreditMemo } from './credit-memo.ts';
import type { CreditMemoInput } from './credit-memo-body.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Entity } from './entities.ts';
import { refuseLocked } from './locks.ts';
import { numberFor, rememberNumber } from './numbering.ts';
import { unlinkPayments } from './payment-links.ts';
import { bump, newEntity, type Realm } from './realm.ts';

/** Creates an unapplied credit memo; it shares the number sequence of the invoices. */
export function createCreditMemo(realm: Realm, input: CreditMemoInput): CreditMemo {
  const composed = composeCreditMemo(realm, input);
  const DocNumber = numberFor(realm.company, input.DocNumber, { allowDuplicate: true });
  const memo: CreditMemo = { ...newEntity(realm, 'txn'), ...composed, DocNumber, LinkedTxn: [] };
  recount(realm, memo);
  realm.company.creditMemos[memo.Id] = memo;
  rememberNumber(realm.company, DocNumber);
  recountCustomer(realm, memo.CustomerRef.value);
  return memo;
}

/** Replaces the fields of a credit memo; its total must cover the credit already used. */
export function updateCreditMemo(
  realm: Realm,
  known: CreditMemo,
  input: CreditMemoInput,
): CreditMemo {
  refuse(realm, known, 'change');
  const composed = composeCreditMemo(realm, input, known);
  if (appliedTo(realm.company, known).gt(composed.TotalAmt))
    throw businessRefusal('The credit memo cannot be less than what was used of it.');
  if (composed.CustomerRef.value !== known.CustomerRef.value && known.LinkedTxn.length > 0)
    throw businessRefusal('The customer cannot be changed while the credit memo is applied.');
  Object.assign(known, composed, { DocNumber: input.DocNumber ?? known.DocNumber });
  recount(realm, known);
  bump(realm, known);
  recountCustomer(realm, known.CustomerRef.value);
  return known;
}

/** Deletes a credit memo and reopens the invoices that it paid. */
export function deleteCreditMemo(realm: Realm, memo: CreditMemo): void {
  refuse(realm, memo, 'delete');
  unlinkPayments(realm, memo);
  delete realm.company.creditMemos[memo.Id];
  const at = new Date(realm.now).toISOString();
  realm.company.deleted.push({ entity: 'CreditMemo', id: memo.Id, at });
  recountCustomer(realm, memo.CustomerRef.value);
}

function refuse({ company }: Realm, memo: CreditMemo, act: 'change' | 'delete'): void {
  refuseClosedPeriod(company, memo.TxnDate);
  refuseLocked(company, memo.Id, act);
}

type Composed = Omit<CreditMemo, keyof Entity | 'DocNumber' | 'LinkedTxn'>;

function composeCreditMemo(realm: Realm, input: CreditMemoInput, known?: CreditMemo): Composed {
  const {
    DueDate,
    SalesTermRef,
    Deposit,
    AllowOnlineCreditCardPayment,
    AllowOnlineACHPayment,
    AllowOnlinePayment,
    AllowIPNPayment,
    ...composed
  } = composeInvoice(realm, input, known);
  refuseClosedPeriod(realm.company, composed.TxnDate);
  return { ...composed, Balance: 0, RemainingCredit: 0 };
}
