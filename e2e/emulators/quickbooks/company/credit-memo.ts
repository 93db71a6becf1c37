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

/** A sale taken back: composed like an invoice, used up by payments. Intuit: CreditMemo. */
export interface CreditMemo extends Omit<Invoice, OnlyOfInvoices> {
  /** What no payment has used yet; the same figure as `Balance`. */
  RemainingCredit: number;
}
