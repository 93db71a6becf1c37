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

/** An offer: composed like an invoice, posts nothing. Intuit: Estimate. */
export interface Estimate extends Omit<Invoice, OnlyOfInvoices> {
  TxnStatus: (typeof estimateStatuses)[number];
  /** Only where a due date or a term was sent. */
  DueDate?: string;
  ExpirationDate?: string;
  AcceptedBy?: string;
  AcceptedDate?: string;
}
