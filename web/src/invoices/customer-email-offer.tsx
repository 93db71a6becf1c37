import { useQuery } from '@tanstack/react-query';
import type { InvoiceContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import styles from './send-screen.module.css';

type CustomerEmailOfferProps = {
  context: InvoiceContext;
  customerId: string;
  /** The typed address; nothing is offered once there is one. */
  to: string;
  use: (email: string) => void;
};

/** Offers the customer's e-mail address while the invoice to send has none. */
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
  return (
    <div className={styles.offer}>
      <p className={styles.text}>{m.invoices_send_none_yet()}</p>
      {email ? <Button onClick={() => use(email)}>{m.invoices_send_use({ email })}</Button> : null}
    </div>
  );
}
