import type { Invoice } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import type { Call } from './call.ts';
import { included } from './writes.ts';

/**
 * URL where the customer views and pays the invoice. Needs online payments, for the company and for
 * this invoice, and an e-mail address.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
function invoiceLink(company: Company, invoice: Invoice): string | undefined {
  const payable = invoice.AllowOnlineACHPayment || invoice.AllowOnlineCreditCardPayment;
  if (!company.preferences.onlinePayments || !payable || !invoice.BillEmail) return undefined;
  return `https://connect.pay.example/t/${company.id}-${invoice.Id}`;
}

/** An invoice as single reads and writes return it; queries and the change feed omit the link. */
export function withInvoiceLink({ realm, query, switches }: Call, invoice: Invoice): object {
  if (switches.invoiceLink !== 'always' && !included(query, 'invoicelink')) return invoice;
  return { ...invoice, InvoiceLink: invoiceLink(realm.company, invoice) };
}
