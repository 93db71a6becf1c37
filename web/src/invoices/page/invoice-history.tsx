import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { fullInstant } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { historyText } from './history-text.ts';
import styles from './invoice-details.module.css';

const howWords: Record<InvoicePage['readHow'], (when: { when: string }) => string> = {
  create: m.invoices_last_read_create,
  refresh: m.invoices_last_read_refresh,
  action: m.invoices_last_read_action,
  list: m.invoices_last_read_list,
  event: m.invoices_last_read_event,
  feed: m.invoices_last_read_feed,
};

/** Dealbill's actions on the invoice, and when it was read. */
export function InvoiceHistory({ page }: { page: InvoicePage }) {
  const { history, invoice, readHow } = page;
  return (
    <>
      {history.length > 0 ? (
        <ol className={styles.history}>
          {history.map((entry) => (
            <li key={`${entry.at} ${entry.action}`}>
              <span>{historyText(entry)}</span>{' '}
              <time className={styles.soft} dateTime={entry.at}>
                {fullInstant(entry.at)}
              </time>
            </li>
          ))}
        </ol>
      ) : (
        <p className={styles.soft}>{m.invoices_history_none()}</p>
      )}
      <p className={styles.soft}>{howWords[readHow]({ when: fullInstant(invoice.readAt) })}</p>
    </>
  );
}
