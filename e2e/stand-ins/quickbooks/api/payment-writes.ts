import Big from 'big.js';
import { creditMemoBody } from '../books/credit-memo-body.ts';
import { createCreditMemo, deleteCreditMemo, updateCreditMemo } from '../books/credit-memos.ts';
import { type PaymentInput, paymentBody } from '../books/payment-body.ts';
import {
  type PaymentWish,
  recordPayment,
  removePayment,
  updatePayment,
  voidPayment,
} from '../books/payments.ts';
import { forChange, missing } from '../books/references.ts';
import { readBody } from '../wire/body-faults.ts';
import type { Call } from './call.ts';
import { mergedForUpdate } from './sparse.ts';
import { deletedStub, identity, included, type Writes } from './writes.ts';

export const paymentWrites: Writes = {
  create: ({ books, body }) => ({
    Payment: recordPayment(books, wishOf(readBody(paymentBody, body))),
  }),
  update: (call) => ({
    Payment: included(call.query, 'void') ? voided(call) : updated(call),
  }),
  delete: ({ books, body }) => {
    const payment = forChange(books.company.payments, identity.parse(body));
    removePayment(books, payment);
    return { Payment: deletedStub(payment.Id) };
  },
};

function voided({ books, body }: Call) {
  return voidPayment(books, forChange(books.company.payments, identity.parse(body)));
}

/**
 * Intuit documents sparse updates of payments; what was observed is that total and customer must be sent
 * all the same.
 */
function updated({ books, body, switches }: Call) {
  const known = forChange(books.company.payments, identity.parse(body));
  if (switches.sparsePayment === 'refuse') wishOf(readBody(paymentBody, body));
  const merged = mergedForUpdate(books.company, known, body, paymentBody);
  return updatePayment(books, known, wishOf(readBody(paymentBody, merged)));
}

function wishOf(sent: PaymentInput): PaymentWish {
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
  create: ({ books, body }) => ({
    CreditMemo: createCreditMemo(books, readBody(creditMemoBody, body)),
  }),
  update: ({ books, body }) => {
    const known = forChange(books.company.creditMemos, identity.parse(body));
    const sent = readBody(
      creditMemoBody,
      mergedForUpdate(books.company, known, body, creditMemoBody),
    );
    return { CreditMemo: updateCreditMemo(books, known, sent) };
  },
  delete: ({ books, body }) => {
    const memo = forChange(books.company.creditMemos, identity.parse(body));
    deleteCreditMemo(books, memo);
    return { CreditMemo: deletedStub(memo.Id) };
  },
};
