import type { Invoice } from './entities.ts';
import type { estimateStatuses } from './estimate-body.ts';

type OnlyOfInvoices =
  | 'DueDate'
  | 'Balance'
  | 'HomeBalance'
  | 'Deposit'
  | 'DeliveryInfo'
  | 'EInvoiceStatus'
  | 'AllowOnlineCreditCardPayment'
  | 'AllowOnlineACHPayment'
  | 'AllowOnlinePayment'
  | 'AllowIPNPayment';

/**
 * A quote: composed like an invoice, without effect on balances.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/estimate
 */
export interface Estimate extends Omit<Invoice, OnlyOfInvoices> {
  TxnStatus: (typeof estimateStatuses)[number];
  /** Set only when the request contains a due date or a term. */
  DueDate?: string;
  ExpirationDate?: string;
  AcceptedBy?: string;
  AcceptedDate?: string;
}
