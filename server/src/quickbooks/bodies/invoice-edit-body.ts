import { emailList } from '../../shared/checks/email-list.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { isForeign } from '../../shared/money/exchange-rate.ts';
import { same } from '../calls/wire.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { QuickbooksInvoice, WireBody } from '../models.ts';
import { editedLines } from './edited-lines.ts';
import { editedTax, withOwnRates } from './edited-tax.ts';

/**
 * The tax after lines changed: outside the US by the mode and a row for each rate, in the US without
 * automated sales tax by the invoice's one code.
 */
const tax = (invoice: QuickbooksInvoice, lines: WireBody[], profile: CompanyProfile): WireBody => {
  const { raw } = invoice;
  if (profile.country !== 'US') {
    if (raw.taxCalculation === null) return {};
    const untaxed = profile.taxRegime === 'off' || same(raw.taxCalculation, 'NotApplicable');
    const rows = untaxed ? {} : editedTax(invoice, lines, profile);
    return { GlobalTaxCalculation: raw.taxCalculation, ...rows };
  }
  return profile.taxRegime === 'us_manual' && raw.salesTaxCodeId !== null
    ? { TxnTaxDetail: { TxnTaxCodeRef: { value: raw.salesTaxCodeId } } }
    : {};
};

/** Lines sent without the rate could be booked 1:1: an edit repeats the rate that QuickBooks has. */
const rate = ({ currency, raw }: QuickbooksInvoice, profile: CompanyProfile): WireBody =>
  isForeign(currency, profile) && raw.exchangeRate
    ? { CurrencyRef: { value: currency }, ExchangeRate: Number(raw.exchangeRate) }
    : {};

const texts = ({ message, memo, email, cc }: InvoiceEdit): WireBody => ({
  ...(message !== undefined && { CustomerMemo: { value: message } }),
  ...(memo !== undefined && { PrivateNote: memo }),
  ...(email !== undefined && { BillEmail: { Address: emailList(email) } }),
  ...(cc !== undefined && { BillEmailCc: { Address: emailList(cc) } }),
});

/** Another term would move a due date that is not named (Intuit: Invoice, DueDate). */
const dueDateOf = (invoice: QuickbooksInvoice, { dueDate, termId }: InvoiceEdit): string | null =>
  dueDate || (termId === undefined ? null : invoice.dueDate);

const terms = (dueDate: string | null, { termId }: InvoiceEdit): WireBody => ({
  ...(dueDate !== null && { DueDate: dueDate }),
  ...(termId !== undefined && { SalesTermRef: termId === null ? null : { value: termId } }),
});

const lineParts = (
  invoice: QuickbooksInvoice,
  lines: InvoiceEdit['lines'],
  profile: CompanyProfile,
): WireBody => {
  if (!lines) return {};
  const atOwnRates = withOwnRates(profile, invoice);
  const Line = editedLines(invoice, lines, atOwnRates);
  return { ...tax(invoice, Line, atOwnRates), ...rate(invoice, profile), Line };
};

/** Sparse: what is not named stays as it is (Intuit: Invoice, sparse update). */
export const invoiceEditBody = (
  invoice: QuickbooksInvoice,
  changes: InvoiceEdit,
  profile: CompanyProfile,
): WireBody => ({
  Id: invoice.id,
  SyncToken: invoice.syncToken,
  sparse: true,
  ...terms(dueDateOf(invoice, changes), changes),
  ...texts(changes),
  ...lineParts(invoice, changes.lines, profile),
});
