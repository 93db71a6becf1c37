import Big from 'big.js';
import { businessRefusal, refusal } from '../wire/faults.ts';
import { paymentsOn, recount } from './balances.ts';
import { refuseClosedPeriod } from './closing-date.ts';
import { composeInvoice } from './compose-invoice.ts';
import { applyCredit } from './credit-by-hand.ts';
import type { RateWithoutOne } from './currency.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Invoice } from './entities.ts';
import { closeEstimates, estimateToLink, linksWith } from './estimate-links.ts';
import type { InvoiceInput } from './invoice-body.ts';
import { refuseLocked } from './locks.ts';
import { numberFor, rememberNumber } from './numbering.ts';
import { fitPaymentsInto, unlinkPayments } from './payment-links.ts';
import { bump, newEntity, type Realm } from './realm.ts';

export interface WriteOptions {
  /** `include=allowduplicatedocnum` */
  allowDuplicateNumber: boolean;
  /** Exchange rate when a foreign sale sends none; the QuickBooks UI uses the rate of the day. */
  rateWithoutOne?: RateWithoutOne;
  /** True when the tax rows are the stored ones and the request sent none. */
  keepsTax?: boolean;
}

export function createInvoice(realm: Realm, input: InvoiceInput, options: WriteOptions): Invoice {
  const composed = composeInvoice(realm, input, undefined, options);
  refuseClosedPeriod(realm.company, composed.TxnDate);
  const customerId = composed.CustomerRef.value;
  const estimate = estimateToLink(realm, input.LinkedTxn, { customerId });
  const DocNumber = numberFor(realm.company, input.DocNumber, {
    allowDuplicate: options.allowDuplicateNumber,
  });
  const invoice: Invoice = {
    ...newEntity(realm, 'txn'),
    DocNumber,
    ...composed,
    Balance: 0,
    LinkedTxn: linksWith([], estimate),
  };
  recount(realm, invoice);
  realm.company.invoices[invoice.Id] = invoice;
  closeEstimates(realm, invoice.Id, invoice.LinkedTxn);
  rememberNumber(realm.company, DocNumber);
  if (realm.company.preferences.autoApplyCredit) applyOpenCredit(realm, invoice);
  recountCustomer(realm, invoice.CustomerRef.value);
  return invoice;
}

/** As with the preference to apply credit automatically: the customer's oldest credit first. */
function applyOpenCredit(realm: Realm, invoice: Invoice): void {
  const customerId = invoice.CustomerRef.value;
  const memos = Object.values(realm.company.creditMemos).filter(
    (memo) => memo.CustomerRef.value === customerId && memo.RemainingCredit > 0,
  );
  for (const memo of memos) if (invoice.Balance > 0) applyCredit(realm, memo, invoice);
}

/** Replaces an invoice with the merged input; an update without changes leaves the SyncToken. */
export function updateInvoice(
  realm: Realm,
  known: Invoice,
  input: InvoiceInput,
  options: WriteOptions,
): Invoice {
  refuseClosedPeriod(realm.company, known.TxnDate);
  refuseLocked(realm.company, known.Id, 'change');
  const composed = composeInvoice(realm, input, known, options);
  refuseClosedPeriod(realm.company, composed.TxnDate);
  const customerId = composed.CustomerRef.value;
  if (customerId !== known.CustomerRef.value && paymentsOn(realm.company, known).length > 0)
    throw businessRefusal(
      'The customer cannot be changed while payments are applied to the invoice.',
    );
  const estimate = estimateToLink(realm, input.LinkedTxn, { Id: known.Id, customerId });
  const keptNumber = realm.company.preferences.customTxnNumbers ? undefined : known.DocNumber;
  const DocNumber =
    input.DocNumber === known.DocNumber
      ? known.DocNumber
      : numberFor(realm.company, input.DocNumber ?? keptNumber, {
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
  recount(realm, next);
  if (alike(known, next)) return known;
  realm.company.invoices[Id] = next;
  closeEstimates(realm, Id, next.LinkedTxn);
  fitPaymentsInto(realm, next, Big(next.TotalAmt).minus(next.Deposit ?? 0));
  bump(realm, next);
  recountCustomer(realm, known.CustomerRef.value);
  recountCustomer(realm, next.CustomerRef.value);
  return next;
}

function alike(one: Invoice, other: Invoice): boolean {
  const ordered = (invoice: Invoice) => JSON.stringify(Object.entries(invoice).sort());
  return ordered(JSON.parse(JSON.stringify(one))) === ordered(JSON.parse(JSON.stringify(other)));
}

/** Deletes an invoice; `whenPaid` unlinks its payments or throws 800 when it has any. */
export function deleteInvoice(realm: Realm, invoice: Invoice, whenPaid: 'unlink' | 'refuse'): void {
  refuseClosedPeriod(realm.company, invoice.TxnDate);
  refuseLocked(realm.company, invoice.Id, 'delete');
  if (whenPaid === 'refuse' && paymentsOn(realm.company, invoice).length > 0)
    throw refusal(
      '800',
      'Cannot delete object : Payments are applied to this transaction. Unlink them first.',
    );
  unlinkPayments(realm, invoice);
  closeEstimates(realm, invoice.Id, []);
  delete realm.company.invoices[invoice.Id];
  realm.company.deleted.push({
    entity: 'Invoice',
    id: invoice.Id,
    at: new Date(realm.now).toISOString(),
  });
  recountCustomer(realm, invoice.CustomerRef.value);
}
