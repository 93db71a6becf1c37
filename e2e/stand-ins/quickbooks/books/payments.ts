import Big from 'big.js';
import { businessRefusal, refusal } from '../wire/faults.ts';
import { refuseClosedPeriod } from './closed-books.ts';
import { type Books, bump, newEntity, today } from './company.ts';
import { balanceOf } from './compose-invoice.ts';
import { currencyOfSale } from './currency.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Invoice, Payment, PaymentLine, Ref } from './entities.ts';
import { cents, wireNumber } from './money.ts';
import { recountUnapplied } from './payment-links.ts';
import { customerFor, customerRef } from './references.ts';

/** A payment as an accountant records it; amounts in the customer's currency. */
export interface PaymentWish {
  customer: Ref | undefined;
  total: Big;
  date?: string;
  reference?: string;
  note?: string;
  currency?: Ref;
  rate?: Big;
  applied: { invoiceId: string; amount: Big }[];
}

/**
 * Records a payment and applies it; what is over stays as `UnappliedAmt`. Every invoice it touches
 * gets a new SyncToken, as observed in the sandbox.
 */
export function recordPayment(books: Books, wish: PaymentWish): Payment {
  const { company } = books;
  const customer = customerFor(company, wish.customer);
  const date = wish.date ?? today(books);
  refuseClosedPeriod(company, date);
  const targets = wish.applied.map((part) => targetOf(books, customer.Id, part));
  const payment: Payment = {
    ...newEntity(books, 'txn'),
    CustomerRef: customerRef(customer),
    ...currencyOfSale(company, customer.CurrencyRef, {
      CurrencyRef: wish.currency ?? customer.CurrencyRef,
      ExchangeRate: wish.rate,
    }),
    TxnDate: date,
    TotalAmt: wireNumber(wish.total),
    UnappliedAmt: 0,
    PaymentRefNum: wish.reference,
    PrivateNote: wish.note,
    DepositToAccountRef: { value: '4' },
    ProcessPayment: false,
    Line: targets.map(({ invoice, amount }) => paymentLine(invoice, amount)),
  };
  recountUnapplied(payment);
  if (payment.UnappliedAmt < 0)
    throw businessRefusal('The amounts applied are more than the payment.');
  company.payments[payment.Id] = payment;
  for (const { invoice } of targets) {
    invoice.LinkedTxn = [...invoice.LinkedTxn, { TxnId: payment.Id, TxnType: 'Payment' }];
    Object.assign(invoice, balanceOf(books, invoice));
    bump(books, invoice);
  }
  recountCustomer(books, customer.Id);
  return payment;
}

/** Deletes a payment; its invoices are open again, each with a new SyncToken. */
export function removePayment(books: Books, payment: Payment): void {
  refuseClosedPeriod(books.company, payment.TxnDate);
  delete books.company.payments[payment.Id];
  books.company.deleted.push({
    entity: 'Payment',
    id: payment.Id,
    at: new Date(books.now).toISOString(),
  });
  for (const invoice of Object.values(books.company.invoices)) {
    const rest = invoice.LinkedTxn.filter((link) => link.TxnId !== payment.Id);
    if (rest.length === invoice.LinkedTxn.length) continue;
    invoice.LinkedTxn = rest;
    Object.assign(invoice, balanceOf(books, invoice));
    bump(books, invoice);
  }
  recountCustomer(books, payment.CustomerRef.value);
}

function targetOf(books: Books, customerId: string, part: { invoiceId: string; amount: Big }) {
  const invoice = books.company.invoices[part.invoiceId];
  if (!invoice)
    throw refusal('2500', `Invalid Reference Id : Invoice element id ${part.invoiceId} not found`);
  if (invoice.CustomerRef.value !== customerId)
    throw businessRefusal('The invoice belongs to another customer.');
  const amount = cents(part.amount);
  if (amount.lte(0) || amount.gt(invoice.Balance))
    throw businessRefusal(
      'The amount applied must lie between 0 and the open balance of the invoice.',
    );
  return { invoice, amount };
}

/** `LineEx` looks as the Java service writes it. Intuit: Payment, read. */
function paymentLine(invoice: Invoice, amount: Big): PaymentLine {
  const pair = (Name: string, Value: string) => ({
    name: '{http://schema.intuit.com/finance/v3}NameValue',
    declaredType: 'com.intuit.schema.finance.v3.NameValue',
    scope: 'javax.xml.bind.JAXBElement$GlobalScope',
    value: { Name, Value },
    nil: false,
    globalScope: true,
    typeSubstituted: false,
  });
  return {
    Amount: wireNumber(amount),
    LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }],
    LineEx: {
      any: [
        pair('txnId', invoice.Id),
        pair('txnOpenBalance', Big(invoice.Balance).toFixed(2)),
        pair('txnReferenceNumber', invoice.DocNumber ?? ''),
      ],
    },
  };
}
