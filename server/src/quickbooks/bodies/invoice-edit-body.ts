import { emailList } from '../../shared/checks/email-list.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { isForeign } from '../../shared/money/exchange-rate.ts';
import { type TaxRules, taxRulesOf } from '../../shared/tax/tax-rules.ts';
import { sameEnum } from '../calls/wire.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { QuickbooksInvoice, WireBody } from '../models.ts';
import { editedLines } from './edited-lines.ts';
import { editedTax, withOwnRates } from './edited-tax.ts';
import { editedFieldsBody } from './invoice-fields-body.ts';

type TaxFields = (
  invoice: QuickbooksInvoice,
  lines: WireBody[],
  profile: CompanyProfile,
) => WireBody;

/** Tax fields after an edit of lines: the price mode with a row per rate, or the invoice's code. */
const taxFields: Record<TaxRules['request'], TaxFields> = {
  nothing: () => ({}),
  invoice_code: ({ raw }) =>
    raw.salesTaxCodeId === null
      ? {}
      : { TxnTaxDetail: { TxnTaxCodeRef: { value: raw.salesTaxCodeId } } },
  price_mode: (invoice, lines, profile) => {
    const { taxCalculation } = invoice.raw;
    if (taxCalculation === null) return {};
    const isTaxed =
      taxRulesOf(profile).codes === 'per_line' && !sameEnum(taxCalculation, 'NotApplicable');
    const rows = isTaxed ? editedTax(invoice, lines, profile) : {};
    return { GlobalTaxCalculation: taxCalculation, ...rows };
  },
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
  const tax = taxFields[taxRulesOf(profile).request](invoice, Line, withInvoiceRates);
  return { ...tax, ...rate(invoice, profile), Line };
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
  ...editedFieldsBody(invoice, changes),
  ...lineParts(invoice, changes.lines, profile),
});
