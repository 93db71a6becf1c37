import Big from 'big.js';
import { businessRefusal, refusal } from '../wire/faults.ts';
import { paymentsOn, recount } from './balances.ts';
import { refuseClosedPeriod } from './closed-books.ts';
import { type Books, bump, newEntity } from './company.ts';
import { composeInvoice } from './compose-invoice.ts';
import type { RateWithoutOne } from './currency.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Invoice } from './entities.ts';
import { estimateToLink, linksWith, settleEstimates } from './estimate-links.ts';
import type { InvoiceInput } from './invoice-body.ts';
import { refuseLocked } from './locks.ts';
import { numberFor, rememberNumber } from './numbering.ts';
import { fitPaymentsInto, unlinkPayments } from './payment-links.ts';

export interface WriteOptions {
  /** `include=allowduplicatedocnum` */
  allowDuplicateNumber: boolean;
  /** The rate of a foreign sale that names none; QuickBooks' own pages use that of the day. */
  rateWithoutOne?: RateWithoutOne;
  /** True where the tax rows are those of before, and not sent. */
  keepsTax?: boolean;
}

export function createInvoice(books: Books, input: InvoiceInput, options: WriteOptions): Invoice {
  const composed = composeInvoice(books, input, undefined, options);
  refuseClosedPeriod(books.company, composed.TxnDate);
  const customerId = composed.CustomerRef.value;
  const estimate = estimateToLink(books.company, input.LinkedTxn, { customerId });
  const DocNumber = numberFor(books.company, input.DocNumber, {
    allowDuplicate: options.allowDuplicateNumber,
  });
  const invoice: Invoice = {
    ...newEntity(books, 'txn'),
    DocNumber,
    ...composed,
    Balance: 0,
    LinkedTxn: linksWith([], estimate),
  };
  recount(books, invoice);
  books.company.invoices[invoice.Id] = invoice;
  settleEstimates(books, invoice.Id, invoice.LinkedTxn);
  rememberNumber(books.company, DocNumber);
  recountCustomer(books, invoice.CustomerRef.value);
  return invoice;
}

/** Full or sparse: the caller has merged what was sent into what was kept. Nothing changed, no bump. */
export function updateInvoice(
  books: Books,
  known: Invoice,
  input: InvoiceInput,
  options: WriteOptions,
): Invoice {
  refuseClosedPeriod(books.company, known.TxnDate);
  refuseLocked(books.company, known.Id, 'change');
  const composed = composeInvoice(books, input, known, options);
  refuseClosedPeriod(books.company, composed.TxnDate);
  const customerId = composed.CustomerRef.value;
  if (customerId !== known.CustomerRef.value && paymentsOn(books.company, known).length > 0)
    throw businessRefusal(
      'The customer cannot be changed while payments are applied to the invoice.',
    );
  const estimate = estimateToLink(books.company, input.LinkedTxn, { Id: known.Id, customerId });
  const keptNumber = books.company.preferences.customTxnNumbers ? undefined : known.DocNumber;
  const DocNumber =
    input.DocNumber === known.DocNumber
      ? known.DocNumber
      : numberFor(books.company, input.DocNumber ?? keptNumber, {
          allowDuplicate: options.allowDuplicateNumber,
          ownId: known.Id,
        });
  const { Id, SyncToken, domain, sparse, MetaData, DeliveryInfo, EInvoiceStatus } = known;
  const next: Invoice = {
    Id,
    SyncToken,
    domain,
    sparse,
    MetaData,
    DocNumber,
    ...composed,
    DeliveryInfo,
    EInvoiceStatus,
    Balance: 0,
    LinkedTxn: linksWith(known.LinkedTxn, estimate),
  };
  recount(books, next);
  if (alike(known, next)) return known;
  books.company.invoices[Id] = next;
  settleEstimates(books, Id, next.LinkedTxn);
  fitPaymentsInto(books, next, Big(next.TotalAmt).minus(next.Deposit ?? 0));
  bump(books, next);
  recountCustomer(books, known.CustomerRef.value);
  recountCustomer(books, next.CustomerRef.value);
  return next;
}

function alike(one: Invoice, other: Invoice): boolean {
  const ordered = (invoice: Invoice) => JSON.stringify(Object.entries(invoice).sort());
  return ordered(JSON.parse(JSON.stringify(one))) === ordered(JSON.parse(JSON.stringify(other)));
}

/** Removes the invoice for good; `whenPaid` says whether payments are unlinked or forbid it (800). */
export function deleteInvoice(books: Books, invoice: Invoice, whenPaid: 'unlink' | 'refuse'): void {
  refuseClosedPeriod(books.company, invoice.TxnDate);
  refuseLocked(books.company, invoice.Id, 'delete');
  if (whenPaid === 'refuse' && paymentsOn(books.company, invoice).length > 0)
    throw refusal(
      '800',
      'Cannot delete object : Payments are applied to this transaction. Unlink them first.',
    );
  unlinkPayments(books, invoice);
  settleEstimates(books, invoice.Id, []);
  delete books.company.invoices[invoice.Id];
  books.company.deleted.push({
    entity: 'Invoice',
    id: invoice.Id,
    at: new Date(books.now).toISOString(),
  });
  recountCustomer(books, invoice.CustomerRef.value);
}
