import Big from 'big.js';
import { creditMemoBody } from '../company/credit-memo-body.ts';
import { createCreditMemo, deleteCreditMemo, updateCreditMemo } from '../company/credit-memos.ts';
import { type PaymentInput, paymentBody } from '../company/payment-body.ts';
import {
  type PaymentRequest,
  recordPayment,
  removePayment,
  updatePayment,
  voidPayment,
} from '../company/payments.ts';
import { forChange, missing } from '../company/references.ts';
import { readBody } from '../wire/body-faults.ts';
import type { Call } from './call.ts';
import { mergedForUpdate } from './sparse.ts';
import { deletedStub, identity, included, type Writes } from './writes.ts';

export const paymentWrites: Writes = {
  create: ({ realm, body }) => ({
    Payment: recordPayment(realm, requestOf(readBody(paymentBody, body))),
  }),
  update: (call) => ({
    Payment: included(call.query, 'void') ? voided(call) : updated(call),
  }),
  delete: ({ realm, body }) => {
    const payment = forChange(realm.company.payments, identity.parse(body));
    removePayment(realm, payment);
    return { Payment: deletedStub(payment.Id) };
  },
};

function voided({ realm, body }: Call) {
  return voidPayment(realm, forChange(realm.company.payments, identity.parse(body)));
}

/** Intuit documents sparse payment updates; as observed, total and customer are still required. */
function updated({ realm, body, switches }: Call) {
  const known = forChange(realm.company.payments, identity.parse(body));
  if (switches.sparsePayment === 'refuse') requestOf(readBody(paymentBody, body));
  const merged = mergedForUpdate(realm.company, known, body, paymentBody);
  return updatePayment(realm, known, requestOf(readBody(paymentBody, merged)));
}

function requestOf(sent: PaymentInput): PaymentRequest {
  if (!sent.TotalAmt) throw missing('TotalAmt');
  if (!sent.CustomerRef) throw missing('CustomerRef');
  const applied = (sent.Line ?? []).flatMap((line) =>
    line.LinkedTxn.map(({ TxnId, TxnType }) => ({
      type: TxnType,
      id: TxnId,
      amount: line.Amount,
    })),
  );
  return {
    customer: sent.CustomerRef,
    total: Big(sent.TotalAmt),
    date: sent.TxnDate,
    reference: sent.PaymentRefNum,
    note: sent.PrivateNote,
    method: sent.PaymentMethodRef,
    account: sent.DepositToAccountRef,
    currency: sent.CurrencyRef,
    rate: sent.ExchangeRate,
    applied,
  };
}

export const creditMemoWrites: Writes = {
  create: ({ realm, body }) => ({
    CreditMemo: createCreditMemo(realm, readBody(creditMemoBody, body)),
  }),
  update: ({ realm, body }) => {
    const known = forChange(realm.company.creditMemos, identity.parse(body));
    const sent = readBody(
      creditMemoBody,
      mergedForUpdate(realm.company, known, body, creditMemoBody),
    );
    return { CreditMemo: updateCreditMemo(realm, known, sent) };
  },
  delete: ({ realm, body }) => {
    const memo = forChange(realm.company.creditMemos, identity.parse(body));
    deleteCreditMemo(realm, memo);
    return { CreditMemo: deletedStub(memo.Id) };
  },
};
