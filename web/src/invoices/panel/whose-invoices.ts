import type { Answer } from '../../lib/api.ts';

type Shown = Pick<Answer<'invoices', 'list'>, 'customer' | 'invoices'>;

/**
 * The customer to show above the rows: the linked one, else the only one. Null when there are
 * several; `alone` is true when all rows are this customer's.
 */
export const whoseInvoices = ({
  customer,
  invoices,
}: Shown): { customer: { id: string; name: string } | null; alone: boolean } => {
  const [first] = invoices;
  const named = customer ?? (first ? { id: first.customerId, name: first.customerName } : null);
  const alone = invoices.every(({ customerId }) => customerId === named?.id);
  return { customer: customer || alone ? named : null, alone };
};
