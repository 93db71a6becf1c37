import { useQuery } from '@tanstack/react-query';
import type { InvoiceContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import styles from './send-screen.module.css';

type CustomerEmailOfferProps = {
  context: InvoiceContext;
  customerId: string;
  /** As typed; nothing is offered once there is an address. */
  to: string;
  use: (email: string) => void;
};

/** Said while an invoice that is to be sent has no e-mail address, with the one of its customer. */
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
