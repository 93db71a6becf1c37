import { StatusFlag } from '../invoices/status-flag.tsx';
import { fullDate, money, plainDate } from '../lib/format.ts';
import { Button } from '../ui/button.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './invoice-list.module.css';
import type { ListRow } from './queries.ts';

export type ListItemProps = {
  row: ListRow;
  today: string;
  withCustomer: boolean;
  showInvoice: (invoiceId: string) => void;
  /** Absent where nothing is linked: on the company's list. */
  link?: { busy: boolean; toggle: (row: ListRow) => void };
  tick?: { on: boolean; toggle: (row: ListRow) => void };
};

/** One invoice of a long list. */
export function ListItem({ row, today, withCustomer, showInvoice, link, tick }: ListItemProps) {
  const number = row.number || m.invoices_without_number();
  return (
    <div className={styles.row}>
      {tick ? (
        <input
          type="checkbox"
          checked={tick.on}
          aria-label={m.links_tick({ number })}
          onChange={() => tick.toggle(row)}
        />
      ) : null}
      <div className={styles.what}>
        <p className={styles.line}>
          {row.status === 'deleted' ? (
            <span className={styles.gone}>{number}</span>
          ) : (
            <button type="button" className={styles.number} onClick={() => showInvoice(row.id)}>
              {number}
            </button>
          )}
          <StatusFlag status={row.status} />
        </p>
        <p className={styles.soft}>
          {[
            withCustomer ? row.customerName : '',
            row.memo,
            row.deals > 1 ? m.links_several_deals({ count: row.deals }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <time className={styles.date} dateTime={row.issueDate} title={fullDate(row.issueDate)}>
        {plainDate(row.issueDate, today)}
      </time>
      <p className={`${styles.sum} figures`}>
        {money(row.total, row.currency)}
        {Number(row.balance) > 0 ? (
          <span className={styles.soft}>
            {m.links_open({ amount: money(row.balance, row.currency) })}
          </span>
        ) : null}
      </p>
      {link ? (
        <Button
          className={styles.link}
          busy={link.busy}
          aria-label={
            row.linked ? m.links_unlink_label({ number }) : m.links_link_label({ number })
          }
          onClick={() => link.toggle(row)}
        >
          {row.linked ? m.links_unlink() : m.links_link()}
        </Button>
      ) : null}
    </div>
  );
}
