import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { Big } from '../../shared/money/money.ts';
import { paymentsInOrder } from '../../shared/money/payments-in-order.ts';

type Paying = Parameters<typeof paymentsInOrder>[1][number];

/** Whether the invoice is fully paid. Voided and free invoices (total 0) were never paid. */
export const isPaid = ({ total, balance }: Pick<QuickbooksInvoice, 'total' | 'balance'>): boolean =>
  new Big(total).gt(0) && new Big(balance).lte(0);

/**
 * Date of the last payment or credit of a paid invoice; null while it is open, and when these
 * payments do not explain its balance.
 */
export const paidOn = (
  invoice: Parameters<typeof paymentsInOrder>[0] & Pick<QuickbooksInvoice, 'paymentIds'>,
  payments: Paying[],
): string | null => {
  if (!isPaid(invoice)) return null;
  const named = payments.filter(({ id }) => invoice.paymentIds.includes(id));
  // An unexplained rest comes last and has no date.
  return paymentsInOrder(invoice, named).at(-1)?.date || null;
};
