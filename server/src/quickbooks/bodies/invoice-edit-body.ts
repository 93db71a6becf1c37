import type { Books } from '../../shared/books.ts';
import { emailList } from '../../shared/email-list.ts';
import { isForeign } from '../../shared/exchange-rate.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { BooksInvoice, WireBody } from '../told.ts';
import { editedLines } from './edited-lines.ts';

/**
 * How tax is worked out again after lines changed: by the mode outside the US, by the invoice's one code
 * in the US without automated sales tax. TxnTaxDetail would keep the old tax outside the US.
 */
const tax = ({ told }: BooksInvoice, books: Books): WireBody => {
  if (books.country !== 'US') {
    return told.taxCalculation === null ? {} : { GlobalTaxCalculation: told.taxCalculation };
  }
  return books.taxRegime === 'us_manual' && told.salesTaxCodeId !== null
    ? { TxnTaxDetail: { TxnTaxCodeRef: { value: told.salesTaxCodeId } } }
    : {};
};

/** Lines sent without the rate could be booked 1:1: an edit repeats the rate that QuickBooks has. */
const rate = ({ currency, told }: BooksInvoice, books: Books): WireBody =>
  isForeign(currency, books) && told.exchangeRate
    ? { CurrencyRef: { value: currency }, ExchangeRate: Number(told.exchangeRate) }
    : {};

const texts = ({ message, memo, email, cc }: InvoiceEdit): WireBody => ({
  ...(message !== undefined && { CustomerMemo: { value: message } }),
  ...(memo !== undefined && { PrivateNote: memo }),
  ...(email !== undefined && { BillEmail: { Address: emailList(email) } }),
  ...(cc !== undefined && { BillEmailCc: { Address: emailList(cc) } }),
});

/** Another term would move a due date that is not named (Intuit: Invoice, DueDate). */
const dueDateOf = (invoice: BooksInvoice, { dueDate, termId }: InvoiceEdit): string | null =>
  dueDate || (termId === undefined ? null : invoice.dueDate);

const terms = (dueDate: string | null, { termId }: InvoiceEdit): WireBody => ({
  ...(dueDate !== null && { DueDate: dueDate }),
  ...(termId !== undefined && { SalesTermRef: termId === null ? null : { value: termId } }),
});

/** Sparse: what is not named stays as it is (Intuit: Invoice, sparse update). */
export const invoiceEditBody = (
  invoice: BooksInvoice,
  changes: InvoiceEdit,
  books: Books,
): WireBody => ({
  Id: invoice.id,
  SyncToken: invoice.syncToken,
  sparse: true,
  ...terms(dueDateOf(invoice, changes), changes),
  ...texts(changes),
  ...(changes.lines && {
    ...tax(invoice, books),
    ...rate(invoice, books),
    Line: editedLines(invoice, changes.lines, books),
  }),
});
