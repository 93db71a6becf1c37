import Big from 'big.js';
import { businessRefusal } from '../wire/faults.ts';
import type { CreditMemo } from './credit-memo.ts';
import { createCreditMemo } from './credit-memos.ts';
import type { Invoice, Payment, Ref } from './entities.ts';
import { cents, sumOf } from './money.ts';
import { following } from './numbering.ts';
import { recordPayment, requestOf, updatePayment } from './payments.ts';
import { isUnitedStates, type Realm } from './realm.ts';

/** Creates a credit memo with one untaxed line of this amount, as an accountant would. */
export function addCreditMemo(
  realm: Realm,
  request: { customer: Ref; amount: Big; date?: string; note?: string },
): CreditMemo {
  const { company } = realm;
  const currency = company.customers[request.customer.value]?.CurrencyRef;
  return createCreditMemo(realm, {
    CustomerRef: { value: request.customer.value },
    CurrencyRef: currency && { value: currency.value },
    TxnDate: request.date,
    PrivateNote: request.note || undefined,
    GlobalTaxCalculation: isUnitedStates(company) ? undefined : 'NotApplicable',
    ...(company.country === 'FR' && {
      DocNumber: following(company.lastNumber),
      TransactionLocationType: 'WithinFrance' as const,
    }),
    Line: [
      {
        DetailType: 'SalesItemLineDetail',
        Description: request.note || 'Credit',
        Amount: cents(request.amount),
        SalesItemLineDetail: {
          TaxCodeRef: isUnitedStates(company) ? { value: 'NON' } : undefined,
        },
      },
    ],
  });
}

/**
 * Pays an invoice with a credit memo through a zero payment that links both. Without `wanted` it
 * applies as much as the credit and the open balance allow.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment
 */
export function applyCredit(
  realm: Realm,
  memo: CreditMemo,
  invoice: Invoice,
  wanted?: Big,
): Payment {
  const most = Math.min(memo.RemainingCredit, invoice.Balance);
  const amount = wanted ?? Big(most);
  if (amount.lte(0)) throw businessRefusal('There is nothing left to apply.');
  return recordPayment(realm, {
    customer: { value: invoice.CustomerRef.value },
    total: Big(0),
    applied: [
      { type: 'Invoice', id: invoice.Id, amount },
      { type: 'CreditMemo', id: memo.Id, amount },
    ],
  });
}

/** Applies a payment's unapplied amount to an invoice; without `wanted`, as much as possible. */
export function applyUnapplied(
  realm: Realm,
  payment: Payment,
  invoice: Invoice,
  wanted?: Big,
): Payment {
  const amount = wanted ?? Big(Math.min(payment.UnappliedAmt, invoice.Balance));
  const request = requestOf(payment);
  const amounts = request.applied
    .filter((part) => part.id === invoice.Id)
    .map((part) => part.amount);
  const others = request.applied.filter((part) => part.id !== invoice.Id);
  const total = sumOf([...amounts, amount]);
  const applied = [...others, { type: 'Invoice' as const, id: invoice.Id, amount: total }];
  return updatePayment(realm, payment, { ...request, applied });
}
