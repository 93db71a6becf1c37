import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { Big } from '../../shared/money/money.ts';
import { paymentsInOrder } from '../../shared/money/payments-in-order.ts';

type Paying = Parameters<typeof paymentsInOrder>[1][number];

/** Whether nothing of it is open any more; a voided or free invoice was never paid. */
export const isPaid = ({ total, balance }: Pick<QuickbooksInvoice, 'total' | 'balance'>): boolean =>
  new Big(total).gt(0) && new Big(balance).lte(0);

/**
 * The date of the last payment or credit of a paid invoice, among those that it names; null while it is
 * open, and where these payments do not explain why it is not.
 */
export const paidOn = (
  invoice: Parameters<typeof paymentsInOrder>[0] & Pick<QuickbooksInvoice, 'paymentIds'>,
  payments: Paying[],
): string | null => {
  if (!isPaid(invoice)) return null;
  const named = payments.filter(({ id }) => invoice.paymentIds.includes(id));
  // What they do not explain stands last and has no date.
  return paymentsInOrder(invoice, named).at(-1)?.date || null;
};
