import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { fullInstant } from '../../lib/format.ts';
import { lastReadText } from '../../lib/last-read-text.ts';
import { m } from '../../messages/compiled/messages.js';
import { historyText } from './history-text.ts';
import styles from './invoice-details.module.css';

/** Dealbill's actions on the invoice, and when it was read. */
export function InvoiceHistory({ page }: { page: InvoicePage }) {
  const { history, invoice } = page;
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
      <p className={styles.soft}>{lastReadText(invoice)}</p>
    </>
  );
}
