import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { m } from '../../messages/compiled/messages.js';
import { Section } from '../../ui/layout/section.tsx';
import { InvoiceDelivery } from './invoice-delivery.tsx';
import styles from './invoice-details.module.css';
import { InvoiceHistory } from './invoice-history.tsx';
import { InvoiceLines } from './invoice-lines.tsx';
import { PaymentsInOrder } from './payments-in-order.tsx';

/** Details of an invoice beside its PDF: status, payments, deals and history. */
export function InvoiceDetails({ page }: { page: InvoicePage }) {
  return (
    <div className={styles.details}>
      <Section quiet title={m.invoices_lines()}>
        <InvoiceLines page={page} />
      </Section>
      <Section quiet title={m.invoices_payments()}>
        <PaymentsInOrder page={page} today={page.today} />
      </Section>
      <Texts page={page} />
      <Section quiet title={m.invoices_delivery()}>
        <InvoiceDelivery page={page} />
      </Section>
      <Section quiet title={m.invoices_linked_deals()}>
        <LinkedDeals page={page} />
      </Section>
      <Section quiet title={m.invoices_history()}>
        <InvoiceHistory page={page} />
      </Section>
    </div>
  );
}

function Texts({ page: { message, memo } }: { page: InvoicePage }) {
  if (!message && !memo) return null;
  return (
    <Section quiet title={m.invoices_texts()}>
      {message ? <p className={styles.text}>{message}</p> : null}
      {memo ? <p className={`${styles.text} ${styles.soft}`}>{m.invoices_memo({ memo })}</p> : null}
    </Section>
  );
}

/** A deal whose title Pipedrive did not return is shown by its number. */
function LinkedDeals({ page: { linkedDeals } }: { page: InvoicePage }) {
  if (linkedDeals.length === 0) return <p className={styles.soft}>{m.invoices_no_deals()}</p>;
  return (
    <ul>
      {linkedDeals.map(({ id, title, url }) => (
        <li key={id}>
          <a href={url} target="_top" rel="noreferrer">
            {title || m.invoices_deal_by_number({ id })}
          </a>
        </li>
      ))}
    </ul>
  );
}
