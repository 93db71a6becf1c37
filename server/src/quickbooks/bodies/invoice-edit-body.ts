import type { Books } from '../../shared/books.ts';
import { emailList } from '../../shared/email-list.ts';
import { isForeign } from '../../shared/exchange-rate.ts';
import { same } from '../calls/wire.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { BooksInvoice, WireBody } from '../told.ts';
import { editedLines } from './edited-lines.ts';
import { editedTax, withOwnRates } from './edited-tax.ts';

/**
 * The tax after lines changed: outside the US by the mode and a row for each rate, in the US without
 * automated sales tax by the invoice's one code.
 */
const tax = (invoice: BooksInvoice, lines: WireBody[], books: Books): WireBody => {
  const { told } = invoice;
  if (books.country !== 'US') {
    if (told.taxCalculation === null) return {};
    const untaxed = books.taxRegime === 'off' || same(told.taxCalculation, 'NotApplicable');
    const rows = untaxed ? {} : editedTax(invoice, lines, books);
    return { GlobalTaxCalculation: told.taxCalculation, ...rows };
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

const lineParts = (invoice: BooksInvoice, lines: InvoiceEdit['lines'], books: Books): WireBody => {
  if (!lines) return {};
  const atOwnRates = withOwnRates(books, invoice);
  const Line = editedLines(invoice, lines, atOwnRates);
  return { ...tax(invoice, Line, atOwnRates), ...rate(invoice, books), Line };
};

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
  ...lineParts(invoice, changes.lines, books),
});
