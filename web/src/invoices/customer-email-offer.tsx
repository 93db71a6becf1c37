import { useQuery } from '@tanstack/react-query';
import type { InvoicePlace } from '../host/read-place.ts';
import { api } from '../lib/api.ts';
import { Button } from '../ui/button.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './send-screen.module.css';

type CustomerEmailOfferProps = {
  place: InvoicePlace;
  customerId: string;
  /** As typed; nothing is offered once there is an address. */
  to: string;
  use: (email: string) => void;
};

/** Said while an invoice that is to be sent has no e-mail address, with the one of its customer. */
export function CustomerEmailOffer({ place, customerId, to, use }: CustomerEmailOfferProps) {
  const missing = to.trim() === '';
  const { data } = useQuery({
    queryKey: ['customers', 'email', place, customerId],
    queryFn: ({ signal }) => api.customers.email({ place, customerId }, { signal }),
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
