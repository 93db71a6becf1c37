import Big from 'big.js';
import { z } from 'zod';
import type { Company } from '../books/company.ts';
import { applyCredit, applyUnapplied, giveCredit } from '../books/credit-by-hand.ts';
import { deleteCreditMemo } from '../books/credit-memos.ts';
import type { Invoice } from '../books/entities.ts';
import type { Part } from '../books/payment-parts.ts';
import {
  recordPayment,
  removePayment,
  unapplyPayment,
  updatePayment,
  voidPayment,
  wishOf,
} from '../books/payments.ts';
import { creditMemoOf, invoiceOf, paymentOf } from '../books/references.ts';
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

/** `credit` is `memo-{Id}` or `payment-{Id}`; no amount is as much as there is and is open. */
const applyForm = z.looseObject({ credit: z.string(), amount: decimal.optional() });

/** What the forms about money do: payments, credit memos, and what they are applied to. */
export function paymentActions(action: FormAction): void {
  action('/app/payment/record', (books, sent) => {
    const wish = readBody(paymentForm, sent);
    const invoice = invoiceOf(books.company, sent.txnId);
    const open = Big(invoice.Balance);
    const amount = wish.amount.gt(open) ? open : wish.amount;
    recordPayment(books, {
      customer: invoice.CustomerRef,
      total: wish.amount,
      date: wish.date,
      reference: wish.reference || undefined,
      method: wish.method ? { value: wish.method } : undefined,
      applied: amount.gt(0) ? [{ type: 'Invoice', id: invoice.Id, amount }] : [],
    });
    return { to: pageOf(sent), notice: 'Payment recorded.' };
  });
  action('/app/payment/apply', (books, sent) => {
    const payment = paymentOf(books.company, sent.paymentId);
    const wish = wishOf(payment);
    const credits = wish.applied.filter((part) => part.type === 'CreditMemo');
    const applied = [...typedParts(books.company, sent), ...credits];
    updatePayment(books, payment, { ...wish, applied });
    return { to: pageOf(sent), notice: 'Payment saved.' };
  });
  action('/app/payment/unapply', (books, sent) => {
    unapplyPayment(books, paymentOf(books.company, sent.paymentId), sent.txnId);
    return { to: pageOf(sent), notice: 'Taken off this invoice.' };
  });
  action('/app/payment/void', (books, sent) => {
    voidPayment(books, paymentOf(books.company, sent.paymentId));
    return { to: pageOf(sent), notice: 'Payment voided.' };
  });
  action('/app/payment/remove', (books, sent) => {
    removePayment(books, paymentOf(books.company, sent.paymentId));
    return { to: pageOf({ txnId: sent.txnId }), notice: 'Payment removed.' };
  });
  creditActions(action);
}

function creditActions(action: FormAction): void {
  action('/app/creditmemo/record', (books, sent) => {
    const wish = readBody(creditForm, sent);
    const invoice = sent.txnId ? invoiceOf(books.company, sent.txnId) : undefined;
    const customer = invoice?.CustomerRef ?? { value: sent.nameId };
    const memo = giveCredit(books, { ...wish, customer });
    if (invoice && wish.apply) applyCredit(books, memo, invoice);
    return { to: pageOf(sent), notice: `Credit memo ${memo.DocNumber ?? ''} saved.` };
  });
  action('/app/creditmemo/apply', (books, sent) => {
    const { credit, amount } = readBody(applyForm, sent);
    const invoice = invoiceOf(books.company, sent.txnId);
    const [kind, id = ''] = credit.split('-');
    if (kind === 'memo') applyCredit(books, creditMemoOf(books.company, id), invoice, amount);
    else applyUnapplied(books, paymentOf(books.company, id), invoice, amount);
    return { to: pageOf(sent), notice: 'Credit applied.' };
  });
  action('/app/creditmemo/delete', (books, sent) => {
    deleteCreditMemo(books, creditMemoOf(books.company, sent.memoId));
    return { to: '/app/invoices', notice: 'Credit memo deleted.' };
  });
}

/** The amounts typed into `apply-{Id of the invoice}`; empty ones and zeros apply nothing. */
function typedParts(company: Company, sent: Form): Part[] {
  return Object.values(company.invoices).flatMap((invoice: Invoice): Part[] => {
    const typed = sent[`apply-${invoice.Id}`];
    if (typeof typed !== 'string' || typed.trim() === '') return [];
    const amount = readBody(decimal, typed.trim());
    return amount.eq(0) ? [] : [{ type: 'Invoice', id: invoice.Id, amount }];
  });
}
