import type { Answer } from '../../lib/api.ts';

type Shown = Pick<Answer<'invoices', 'list'>, 'customer' | 'invoices'>;

/**
 * The customer to name above the rows: who is linked, else whose all these invoices are. Null where that
 * are several; `alone` while no row is another's.
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
