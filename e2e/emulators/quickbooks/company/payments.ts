import Big from 'big.js';
import { businessRefusal } from '../wire/faults.ts';
import { refuseClosedPeriod } from './closing-date.ts';
import { currencyOfSale } from './currency.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Customer, Payment, Ref } from './entities.ts';
import { type Act, refuseLocked } from './locks.ts';
import { wireNumber } from './money.ts';
import { relink, takeOff } from './payment-links.ts';
import { linesFor, type Part } from './payment-parts.ts';
import { bump, newEntity, type Realm, today } from './realm.ts';
import { customerFor, customerRef, paymentMethodFor } from './references.ts';
import { isVoidedNote, voidedNote } from './voided-note.ts';

/** Input of a payment; amounts in the customer's currency. */
export interface PaymentRequest {
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
 * Records a payment and applies it to invoices, optionally with credit memos; the rest becomes
 * `UnappliedAmt`.
 */
export function recordPayment(realm: Realm, request: PaymentRequest): Payment {
  const customer = customerFor(realm.company, request.customer);
  const head = headOf(realm, request, customer);
  const lines = linesFor(realm.company, { ...request, customer });
  const payment: Payment = { ...newEntity(realm, 'txn'), ...head, UnappliedAmt: 0, Line: [] };
  realm.company.payments[payment.Id] = payment;
  relink(realm, payment, lines);
  return payment;
}

/** Replaces a payment and all its lines; an update without changes leaves the SyncToken. */
export function updatePayment(realm: Realm, known: Payment, request: PaymentRequest): Payment {
  const customer = customerFor(realm.company, request.customer);
  refuse(realm, known, 'change');
  if (customer.Id !== known.CustomerRef.value && known.Line.length > 0)
    throw businessRefusal('The customer cannot be changed while the payment is applied.');
  const head = headOf(realm, request, customer, known);
  const lines = linesFor(realm.company, { ...request, customer }, known);
  if (sameAs(known, head, lines)) return known;
  Object.assign(known, head);
  relink(realm, known, lines);
  bump(realm, known);
  return known;
}

/** Converts a stored payment back to the input that would create it. */
export function requestOf(payment: Payment): PaymentRequest {
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

/** Unlinks a payment from an invoice: money becomes unapplied, credit returns to its memo. */
export function unapplyPayment(realm: Realm, payment: Payment, invoiceId: string): void {
  refuse(realm, payment, 'change');
  takeOff(realm, payment, invoiceId);
}

function sameAs(known: Payment, head: object, lines: Payment['Line']): boolean {
  const bare = (some: Payment['Line']) => some.map(({ LineEx, ...line }) => line);
  const text = (payment: object) => JSON.stringify(Object.entries(payment).sort());
  return (
    text(known) === text({ ...known, ...head }) && text(bare(known.Line)) === text(bare(lines))
  );
}

/**
 * Voids a payment permanently; its invoices are open again.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment
 */
export function voidPayment(realm: Realm, payment: Payment): Payment {
  refuse(realm, payment, 'void');
  if (isVoidedNote(payment.PrivateNote)) return payment;
  payment.TotalAmt = 0;
  payment.PrivateNote = voidedNote(payment.PrivateNote);
  relink(realm, payment, []);
  bump(realm, payment);
  return payment;
}

/** Deletes a payment; its invoices are open again, each with a new SyncToken. */
export function removePayment(realm: Realm, payment: Payment): void {
  refuse(realm, payment, 'delete');
  relink(realm, payment, []);
  delete realm.company.payments[payment.Id];
  realm.company.deleted.push({
    entity: 'Payment',
    id: payment.Id,
    at: new Date(realm.now).toISOString(),
  });
  recountCustomer(realm, payment.CustomerRef.value);
}

function refuse({ company }: Realm, payment: Payment, act: Act): void {
  refuseClosedPeriod(company, payment.TxnDate);
  refuseLocked(company, payment.Id, act);
}

function headOf(realm: Realm, request: PaymentRequest, customer: Customer, known?: Payment) {
  const { company } = realm;
  const date = request.date ?? known?.TxnDate ?? today(realm);
  refuseClosedPeriod(company, date);
  const sent = {
    CurrencyRef: request.currency ?? customer.CurrencyRef,
    ExchangeRate: request.rate,
  };
  const currency = currencyOfSale(company, customer.CurrencyRef, sent, { date });
  return {
    CustomerRef: customerRef(customer),
    ...currency,
    TxnDate: date,
    TotalAmt: wireNumber(request.total),
    PaymentRefNum: request.reference,
    PrivateNote: request.note,
    // Without a name, as observed.
    PaymentMethodRef: request.method && { value: paymentMethodFor(company, request.method).Id },
    DepositToAccountRef: { value: request.account?.value ?? '4' },
    ProcessPayment: false as const,
  };
}
