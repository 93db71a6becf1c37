import type { ReactNode } from 'react';
import type { Answer } from '../lib/api.ts';
import { amount, fullInstant, number } from '../lib/format.ts';
import { m } from '../words/compiled/messages.js';
import { historyWords } from './history-words.ts';
import styles from './invoice-details.module.css';
import { PaymentsInOrder } from './payments-in-order.tsx';

export type InvoicePage = Answer<'invoices', 'show'>;

/** All there is to know of one invoice beside its paper: why it stands as it does, and who did what. */
export function InvoiceDetails({ page }: { page: InvoicePage }) {
  return (
    <div className={styles.details}>
      <Part title={m.invoices_lines()}>
        <Lines page={page} />
      </Part>
      <Part title={m.invoices_payments()}>
        <PaymentsInOrder page={page} today={page.today} />
      </Part>
      {page.message || page.memo ? (
        <Part title={m.invoices_texts()}>
          {page.message ? <p className={styles.text}>{page.message}</p> : null}
          {page.memo ? (
            <p className={`${styles.text} ${styles.soft}`}>
              {m.invoices_memo({ memo: page.memo })}
            </p>
          ) : null}
        </Part>
      ) : null}
      {page.deliveredAt ? (
        <Part title={m.invoices_delivery()}>
          <p>{m.invoices_delivered({ when: fullInstant(page.deliveredAt), email: page.email })}</p>
        </Part>
      ) : null}
      <Part title={m.invoices_linked_deals()}>
        <ul>
          {page.linkedDeals.map((deal) => (
            <li key={deal.id}>
              <a href={deal.url} target="_top" rel="noreferrer">
                {deal.title}
              </a>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={m.invoices_history()}>
        <ol>
          {page.history.map((entry) => (
            <li key={`${entry.at} ${entry.action}`}>
              <span>{historyWords(entry)}</span>{' '}
              <time className={styles.soft} dateTime={entry.at}>
                {fullInstant(entry.at)}
              </time>
            </li>
          ))}
        </ol>
        <p className={styles.soft}>
          {m.invoices_last_read({ when: fullInstant(page.invoice.readAt) })}
        </p>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  );
}

/** A price may have more decimals than its currency. */
const price = (decimal: string, currency: string): string =>
  /\.\d{3}/.test(decimal) ? number(decimal) : amount(decimal, currency);

function Lines({ page }: { page: InvoicePage }) {
  const { currency, total } = page.invoice;
  const sums: [string, string][] = [[m.invoices_subtotal(), page.subtotal]];
  if (Number(page.discount) > 0) sums.push([m.invoices_discount(), `-${page.discount}`]);
  sums.push([m.invoices_tax(), page.tax], [m.invoices_total(), total]);
  return (
    <table className={`${styles.table} figures`}>
      <tbody>
        {page.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity here and never move
          <tr key={index}>
            <td>
              <span className={styles.item}>{line.itemName ?? line.description}</span>
              {line.itemName && line.description !== line.itemName ? (
                <span className={styles.description}>{line.description}</span>
              ) : null}
            </td>
            <td className={styles.times}>
              {line.quantity && line.unitPrice
                ? `${number(line.quantity)} × ${price(line.unitPrice, currency)}`
                : ''}
            </td>
            <td className={styles.sum}>{amount(line.amount, currency)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {sums.map(([name, sum]) => (
          <tr key={name}>
            <th scope="row" colSpan={2}>
              {name}
            </th>
            <td className={styles.sum}>{amount(sum, currency)}</td>
          </tr>
        ))}
      </tfoot>
    </table>
  );
}
