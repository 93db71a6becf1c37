import Big from 'big.js';
import { z } from 'zod';
import { addCreditMemo, applyCredit, applyUnapplied } from '../company/credit-by-hand.ts';
import { deleteCreditMemo } from '../company/credit-memos.ts';
import type { Invoice } from '../company/entities.ts';
import type { Part } from '../company/payment-parts.ts';
import {
  recordPayment,
  removePayment,
  requestOf,
  unapplyPayment,
  updatePayment,
  voidPayment,
} from '../company/payments.ts';
import type { Company } from '../company/realm.ts';
import { creditMemoOf, invoiceOf, paymentOf } from '../company/references.ts';
import { readBody } from '../wire/body-faults.ts';
import { decimal, plainDate } from '../wire/fields.ts';
import { type Form, type FormAction, pageOf } from './form-action.ts';

const paymentForm = z.looseObject({
  amount: decimal,
  date: plainDate,
  reference: z.string().optional(),
  method: z.string().optional(),
});

const creditForm = z.looseObject({
  amount: decimal,
  note: z.string().default(''),
  apply: z.string().optional(),
});

/** `credit` is `memo-{Id}` or `payment-{Id}`; without an amount applies as much as possible. */
const applyForm = z.looseObject({ credit: z.string(), amount: decimal.optional() });

/** Registers the form actions for payments, credit memos and applying them. */
export function paymentActions(action: FormAction): void {
  action('/app/payment/record', (realm, sent) => {
    const input = readBody(paymentForm, sent);
    const invoice = invoiceOf(realm.company, sent.txnId);
    const open = Big(invoice.Balance);
    const amount = input.amount.gt(open) ? open : input.amount;
    recordPayment(realm, {
      customer: invoice.CustomerRef,
      total: input.amount,
      date: input.date,
      reference: input.reference || undefined,
      method: input.method ? { value: input.method } : undefined,
      applied: amount.gt(0) ? [{ type: 'Invoice', id: invoice.Id, amount }] : [],
    });
    return { to: pageOf(sent), notice: 'Payment recorded.' };
  });
  action('/app/payment/apply', (realm, sent) => {
    const payment = paymentOf(realm.company, sent.paymentId);
    const input = requestOf(payment);
    const credits = input.applied.filter((part) => part.type === 'CreditMemo');
    const applied = [...typedParts(realm.company, sent), ...credits];
    updatePayment(realm, payment, { ...input, applied });
    return { to: pageOf(sent), notice: 'Payment saved.' };
  });
  action('/app/payment/unapply', (realm, sent) => {
    unapplyPayment(realm, paymentOf(realm.company, sent.paymentId), sent.txnId);
    return { to: pageOf(sent), notice: 'Taken off this invoice.' };
  });
  action('/app/payment/void', (realm, sent) => {
    voidPayment(realm, paymentOf(realm.company, sent.paymentId));
    return { to: pageOf(sent), notice: 'Payment voided.' };
  });
  action('/app/payment/remove', (realm, sent) => {
    removePayment(realm, paymentOf(realm.company, sent.paymentId));
    return { to: pageOf({ txnId: sent.txnId }), notice: 'Payment removed.' };
  });
  creditActions(action);
}

function creditActions(action: FormAction): void {
  action('/app/creditmemo/record', (realm, sent) => {
    const input = readBody(creditForm, sent);
    const invoice = sent.txnId ? invoiceOf(realm.company, sent.txnId) : undefined;
    const customer = invoice?.CustomerRef ?? { value: sent.nameId };
    const memo = addCreditMemo(realm, { ...input, customer });
    if (invoice && input.apply) applyCredit(realm, memo, invoice);
    return { to: pageOf(sent), notice: `Credit memo ${memo.DocNumber ?? ''} saved.` };
  });
  action('/app/creditmemo/apply', (realm, sent) => {
    const { credit, amount } = readBody(applyForm, sent);
    const invoice = invoiceOf(realm.company, sent.txnId);
    const [kind, id = ''] = credit.split('-');
    if (kind === 'memo') applyCredit(realm, creditMemoOf(realm.company, id), invoice, amount);
    else applyUnapplied(realm, paymentOf(realm.company, id), invoice, amount);
    return { to: pageOf(sent), notice: 'Credit applied.' };
  });
  action('/app/creditmemo/delete', (realm, sent) => {
    deleteCreditMemo(realm, creditMemoOf(realm.company, sent.memoId));
    return { to: '/app/invoices', notice: 'Credit memo deleted.' };
  });
}

/** Reads the fields `apply-{invoice Id}`; empty and zero amounts apply nothing. */
function typedParts(company: Company, sent: Form): Part[] {
  return Object.values(company.invoices).flatMap((invoice: Invoice): Part[] => {
    const typed = sent[`apply-${invoice.Id}`];
    if (typeof typed !== 'string' || typed.trim() === '') return [];
    const amount = readBody(decimal, typed.trim());
    return amount.eq(0) ? [] : [{ type: 'Invoice', id: invoice.Id, amount }];
  });
}
