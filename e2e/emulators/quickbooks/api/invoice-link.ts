import type { Invoice } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import type { Call } from './call.ts';
import { included } from './writes.ts';

/**
 * Where the customer sees and pays the invoice; none without online payments, for the company and for this
 * invoice, or without an e-mail address. Intuit: Invoice, `InvoiceLink`.
 */
function invoiceLink(company: Company, invoice: Invoice): string | undefined {
  const payable = invoice.AllowOnlineACHPayment || invoice.AllowOnlineCreditCardPayment;
  if (!company.preferences.onlinePayments || !payable || !invoice.BillEmail) return undefined;
  return `https://connect.pay.example/t/${company.id}-${invoice.Id}`;
}

/** An invoice as single reads and writes answer it; queries and the change feed never hold the link. */
export function withInvoiceLink({ realm, query, switches }: Call, invoice: Invoice): object {
  if (switches.invoiceLink !== 'always' && !included(query, 'invoicelink')) return invoice;
  return { ...invoice, InvoiceLink: invoiceLink(realm.company, invoice) };
}
