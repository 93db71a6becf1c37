import type { MoneyStatus } from '../shared/status/invoice-status.ts';
import { type InvoiceAction, invoiceActions } from './contract.ts';

/**
 * What QuickBooks lets be done to an invoice by its status. A void cannot be undone, nothing is left of it
 * to be sent or edited. Paid ones can be deleted in some companies only (Intuit: Invoice, delete: unlink
 * payments first); the refusal is told then.
 */
const possible: Record<MoneyStatus, readonly InvoiceAction[]> = {
  open: invoiceActions,
  overdue: invoiceActions,
  partially_paid: invoiceActions,
  paid: invoiceActions,
  voided: ['delete'],
  deleted: [],
};

export const possibleActions = (status: MoneyStatus): readonly InvoiceAction[] => possible[status];

/** Lines can change while nothing is paid: neither by payments and credits nor with the invoice itself. */
export const linesCanChange = (invoice: {
  total: string;
  balance: string;
  paymentIds: string[];
}): boolean => invoice.paymentIds.length === 0 && Number(invoice.total) === Number(invoice.balance);
