import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { fullInstant } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './invoice-details.module.css';
import { sentTo } from './sent-to.ts';

const sentText = (page: InvoicePage): string => {
  if (!page.deliveredAt) return m.invoices_never_sent();
  const when = fullInstant(page.deliveredAt);
  const email = sentTo(page);
  return email ? m.invoices_delivered({ when, email }) : m.invoices_delivered_to_somebody({ when });
};

const whereTo = (email: string): string =>
  email ? m.invoices_goes_to({ email }) : m.invoices_goes_nowhere();

/** When it was sent, and the addresses it is sent to. */
export function InvoiceDelivery({ page }: { page: InvoicePage }) {
  const { email, cc, invoice } = page;
  const sentences = [
    invoice.delivery === 'bounced' ? m.invoices_not_delivered() : '',
    email !== '' && email === sentTo(page) ? '' : whereTo(email),
    cc && m.invoices_copy_goes_to({ cc }),
  ].filter(Boolean);
  return (
    <>
      <p>{sentText(page)}</p>
      {sentences.length > 0 ? <p className={styles.soft}>{sentences.join(' ')}</p> : null}
    </>
  );
}
