import Big from 'big.js';
import { businessRefusal } from '../wire/faults.ts';
import { refuseClosedPeriod } from './closed-books.ts';
import { type Books, bump, newEntity, today } from './company.ts';
import { currencyOfSale } from './currency.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Customer, Payment, Ref } from './entities.ts';
import { type Act, refuseLocked } from './locks.ts';
import { wireNumber } from './money.ts';
import { relink, takeOff } from './payment-links.ts';
import { linesFor, type Part } from './payment-parts.ts';
import { customerFor, customerRef, paymentMethodFor } from './references.ts';
import { isVoidedNote, voidedNote } from './voided-note.ts';

/** A payment as an accountant records it; amounts in the customer's currency. */
export interface PaymentWish {
  customer: Ref | undefined;
  total: Big;
  date?: string;
  reference?: string;
  note?: string;
  method?: Ref;
  account?: Ref;
  currency?: Ref;
  rate?: Big;
  applied: Part[];
}

/**
 * Records a payment and applies it to invoices, with credit memos if wanted; what is over stays as
 * `UnappliedAmt`.
 */
export function recordPayment(books: Books, wish: PaymentWish): Payment {
  const customer = customerFor(books.company, wish.customer);
  const head = headOf(books, wish, customer);
  const lines = linesFor(books.company, { ...wish, customer });
  const payment: Payment = { ...newEntity(books, 'txn'), ...head, UnappliedAmt: 0, Line: [] };
  books.company.payments[payment.Id] = payment;
  relink(books, payment, lines);
  return payment;
}

/** Changes a payment and what it is applied to: all lines or none. Nothing changed, no bump. */
export function updatePayment(books: Books, known: Payment, wish: PaymentWish): Payment {
  const customer = customerFor(books.company, wish.customer);
  refuse(books, known, 'change');
  if (customer.Id !== known.CustomerRef.value && known.Line.length > 0)
    throw businessRefusal('The customer cannot be changed while the payment is applied.');
  const head = headOf(books, wish, customer, known);
  const lines = linesFor(books.company, { ...wish, customer }, known);
  if (sameAs(known, head, lines)) return known;
  Object.assign(known, head);
  relink(books, known, lines);
  bump(books, known);
  return known;
}

/** What a payment amounts to, as if it were asked for anew. */
export function wishOf(payment: Payment): PaymentWish {
  return {
    customer: payment.CustomerRef,
    total: Big(payment.TotalAmt),
    date: payment.TxnDate,
    reference: payment.PaymentRefNum,
    note: payment.PrivateNote,
    method: payment.PaymentMethodRef,
    account: payment.DepositToAccountRef,
    currency: payment.CurrencyRef,
    rate: payment.ExchangeRate === undefined ? undefined : Big(payment.ExchangeRate),
    applied: payment.Line.map(({ Amount, LinkedTxn: [{ TxnId, TxnType }] }) => ({
      type: TxnType === 'CreditMemo' ? 'CreditMemo' : 'Invoice',
      id: TxnId,
      amount: Big(Amount),
    })),
  };
}

/** Takes a payment off an invoice; its money is credit again, and so is the credit it brought. */
export function unapplyPayment(books: Books, payment: Payment, invoiceId: string): void {
  refuse(books, payment, 'change');
  takeOff(books, payment, invoiceId);
}

function sameAs(known: Payment, head: object, lines: Payment['Line']): boolean {
  const bare = (some: Payment['Line']) => some.map(({ LineEx, ...line }) => line);
  const text = (payment: object) => JSON.stringify(Object.entries(payment).sort());
  return (
    text(known) === text({ ...known, ...head }) && text(bare(known.Line)) === text(bare(lines))
  );
}

/** Zeroes a payment for ever; its invoices are open again. Intuit: Payment, void. */
export function voidPayment(books: Books, payment: Payment): Payment {
  refuse(books, payment, 'void');
  if (isVoidedNote(payment.PrivateNote)) return payment;
  payment.TotalAmt = 0;
  payment.PrivateNote = voidedNote(payment.PrivateNote);
  relink(books, payment, []);
  bump(books, payment);
  return payment;
}

/** Deletes a payment; its invoices are open again, each with a new SyncToken. */
export function removePayment(books: Books, payment: Payment): void {
  refuse(books, payment, 'delete');
  relink(books, payment, []);
  delete books.company.payments[payment.Id];
  books.company.deleted.push({
    entity: 'Payment',
    id: payment.Id,
    at: new Date(books.now).toISOString(),
  });
  recountCustomer(books, payment.CustomerRef.value);
}

function refuse({ company }: Books, payment: Payment, act: Act): void {
  refuseClosedPeriod(company, payment.TxnDate);
  refuseLocked(company, payment.Id, act);
}

function headOf(books: Books, wish: PaymentWish, customer: Customer, known?: Payment) {
  const { company } = books;
  const date = wish.date ?? known?.TxnDate ?? today(books);
  refuseClosedPeriod(company, date);
  const sent = { CurrencyRef: wish.currency ?? customer.CurrencyRef, ExchangeRate: wish.rate };
  const currency = currencyOfSale(company, customer.CurrencyRef, sent, { date });
  return {
    CustomerRef: customerRef(customer),
    ...currency,
    TxnDate: date,
    TotalAmt: wireNumber(wish.total),
    PaymentRefNum: wish.reference,
    PrivateNote: wish.note,
    // Only its number is told, as observed: names are one query away.
    PaymentMethodRef: wish.method && { value: paymentMethodFor(company, wish.method).Id },
    DepositToAccountRef: { value: wish.account?.value ?? '4' },
    ProcessPayment: false as const,
  };
}
