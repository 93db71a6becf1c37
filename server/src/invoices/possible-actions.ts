import type { MoneyStatus } from '../shared/status/invoice-status.ts';
import { type InvoiceAction, invoiceActions } from './contract.ts';

/**
 * Actions QuickBooks allows by status. Some companies cannot delete a paid invoice before its
 * payments are unlinked; QuickBooks refuses then.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const actionsByStatus: Record<MoneyStatus, readonly InvoiceAction[]> = {
  open: invoiceActions,
  overdue: invoiceActions,
  partially_paid: invoiceActions,
  paid: invoiceActions,
  voided: ['delete'],
  deleted: [],
};

export const possibleActions = (status: MoneyStatus): readonly InvoiceAction[] =>
  actionsByStatus[status];

/** Lines can change while nothing is paid, by payment, credit or deposit. */
export const linesCanChange = (invoice: {
  total: string;
  balance: string;
  paymentIds: string[];
}): boolean => invoice.paymentIds.length === 0 && Number(invoice.total) === Number(invoice.balance);
