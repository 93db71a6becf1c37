import { useQuery } from '@tanstack/react-query';
import type { InvoiceContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { m } from '../messages/compiled/messages.js';
import styles from './send-screen.module.css';

type CustomerEmailOfferProps = {
  context: InvoiceContext;
  customerId: string;
  /** The typed address; nothing is offered once there is one. */
  to: string;
  use: (email: string) => void;
};

/**
 * Offers the customer's e-mail address while the field has none, in the line of the field's label, so
 * that nothing moves when the offer appears.
 */
export function CustomerEmailOffer({ context, customerId, to, use }: CustomerEmailOfferProps) {
  const missing = to.trim() === '';
  const { data } = useQuery({
    queryKey: ['customers', 'email', context, customerId],
    queryFn: ({ signal }) => api.customers.email({ context, customerId }, { signal }),
    enabled: missing,
    retry: false,
  });
  if (!missing) return null;
  const email = data?.email ?? '';
  if (email === '') return null;
  return (
    <button type="button" className={styles.offer} title={email} onClick={() => use(email)}>
      {m.invoices_send_use({ email })}
    </button>
  );
}
