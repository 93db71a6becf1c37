import { emailList } from '../../shared/checks/email-list.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { isForeign } from '../../shared/money/exchange-rate.ts';
import { sameEnum } from '../calls/wire.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { QuickbooksInvoice, WireBody } from '../models.ts';
import { editedLines } from './edited-lines.ts';
import { editedTax, withOwnRates } from './edited-tax.ts';

/**
 * Tax fields after an edit of lines: the mode and a row per rate outside the US; the invoice's tax
 * code in the US without automated sales tax.
 */
const tax = (invoice: QuickbooksInvoice, lines: WireBody[], profile: CompanyProfile): WireBody => {
  const { raw } = invoice;
  if (profile.country !== 'US') {
    if (raw.taxCalculation === null) return {};
    const untaxed = profile.taxRegime === 'off' || sameEnum(raw.taxCalculation, 'NotApplicable');
    const rows = untaxed ? {} : editedTax(invoice, lines, profile);
    return { GlobalTaxCalculation: raw.taxCalculation, ...rows };
  }
  return profile.taxRegime === 'us_manual' && raw.salesTaxCodeId !== null
    ? { TxnTaxDetail: { TxnTaxCodeRef: { value: raw.salesTaxCodeId } } }
    : {};
};

/** Repeats the stored exchange rate, because QuickBooks could otherwise book the lines 1:1. */
const rate = ({ currency, raw }: QuickbooksInvoice, profile: CompanyProfile): WireBody =>
  isForeign(currency, profile) && raw.exchangeRate
    ? { CurrencyRef: { value: currency }, ExchangeRate: Number(raw.exchangeRate) }
    : {};

const texts = ({ message, memo, email, cc, bcc }: InvoiceEdit): WireBody => ({
  ...(message !== undefined && { CustomerMemo: { value: message } }),
  ...(memo !== undefined && { PrivateNote: memo }),
  ...(email !== undefined && { BillEmail: { Address: emailList(email) } }),
  ...(cc !== undefined && { BillEmailCc: { Address: emailList(cc) } }),
  ...(bcc !== undefined && { BillEmailBcc: { Address: emailList(bcc) } }),
});

/** Repeats the due date with a new term, because QuickBooks would otherwise recalculate it. */
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
  const withInvoiceRates = withOwnRates(profile, invoice);
  const Line = editedLines(invoice, lines, withInvoiceRates);
  return { ...tax(invoice, Line, withInvoiceRates), ...rate(invoice, profile), Line };
};

/**
 * Sparse update: fields that are not sent stay unchanged.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
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
