import type { Invoice } from './entities.ts';

type OnlyOfInvoices =
  | 'DueDate'
  | 'SalesTermRef'
  | 'Deposit'
  | 'DeliveryInfo'
  | 'EInvoiceStatus'
  | 'AllowOnlineCreditCardPayment'
  | 'AllowOnlineACHPayment'
  | 'AllowOnlinePayment'
  | 'AllowIPNPayment';

/**
 * Credit to a customer: composed like an invoice, used up by payments.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/creditmemo
 */
export interface CreditMemo extends Omit<Invoice, OnlyOfInvoices> {
  /** The credit that no payment has used yet; always equal to `Balance`. */
  RemainingCredit: number;
}
