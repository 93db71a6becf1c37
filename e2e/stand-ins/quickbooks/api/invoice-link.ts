import type { Company } from '../books/company.ts';
import type { Invoice } from '../books/entities.ts';

/**
 * Where the customer sees and pays the invoice; none without online payments, for the company and for this
 * invoice, or without an e-mail address. Intuit: Invoice, `InvoiceLink`.
 */
export function invoiceLink(company: Company, invoice: Invoice): string | undefined {
  const payable = invoice.AllowOnlineACHPayment || invoice.AllowOnlineCreditCardPayment;
  if (!company.preferences.onlinePayments || !payable || !invoice.BillEmail) return undefined;
  return `https://connect.pay.example/t/${company.id}-${invoice.Id}`;
}
