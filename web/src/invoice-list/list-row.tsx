import type { ReactNode } from 'react';
import { DeliveryMark } from '../invoices/delivery-mark.tsx';
import { StatusFlag } from '../invoices/status-flag.tsx';
import { fullDate, money, plainDate } from '../lib/format.ts';
import { lastReadText } from '../lib/last-read-text.ts';
import { unreadableText } from '../lib/unreadable-text.ts';
import { dueText, whenDue } from '../lib/when-due.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { WarningIcon } from '../ui/controls/icons.tsx';
import { linkedText } from './linking/linked-text.ts';
import styles from './list-row.module.css';
import type { ListRow } from './queries.ts';

export type ListItemProps = {
  row: ListRow;
  today: string;
  withCustomer: boolean;
  /** The deal to link to; null when there is none. */
  dealId: number | null;
  showInvoice: (invoiceId: string) => void;
  /** `fixed`: the checkbox is disabled. */
  tick?: { on: boolean; fixed?: boolean; toggle: (row: ListRow) => void };
  link?: { busy: boolean; toggle: (row: ListRow) => void };
  /** A further link or action at the end of the row. */
  children?: ReactNode;
};

/** One invoice of a long list. */
export function ListItem(props: ListItemProps) {
  const { row, today, withCustomer, dealId, showInvoice, tick, link, children } = props;
  const number = row.number || m.invoices_without_number();
  const linked = dealId !== null && row.dealIds.includes(dealId);
  // A link to the only deal already says so.
  const isOnlyLink = children && row.openDealId !== null;
  const links = isOnlyLink ? '' : linkedText(row, dealId);
  // Short texts come first: a long name must not hide them.
  const unreadable = unreadableText(row);
  const about = [links, withCustomer ? row.customerName : '', row.memo].filter(Boolean).join(' · ');
  return (
    <div className={styles.row}>
      {tick ? (
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={tick.on}
            disabled={tick.fixed}
            aria-label={m.invoice_list_tick({ number })}
            onChange={() => tick.toggle(row)}
          />
        </label>
      ) : null}
      <div className={styles.what}>
        <p className={styles.line}>
          {row.status === 'deleted' ? (
            <span className={styles.gone}>{number}</span>
          ) : (
            <button
              type="button"
              className={styles.number}
              data-invoice={row.id}
              title={lastReadText(row)}
              onClick={() => showInvoice(row.id)}
            >
              {number}
            </button>
          )}
          <StatusFlag status={row.status} />
          {row.overdue && row.status !== 'overdue' ? <StatusFlag status="overdue" /> : null}
        </p>
        {unreadable ? (
          <p className={styles.unreadable} title={unreadable}>
            <WarningIcon />
            <span>{m.invoice_list_unreadable_row({ code: row.unreadable?.code ?? '' })}</span>
          </p>
        ) : (
          <p className={styles.soft} title={about}>
            {row.delivery === 'bounced' && row.can.includes('send') ? (
              <>
                <DeliveryMark status="bounced" />{' '}
              </>
            ) : null}
            {about}
          </p>
        )}
      </div>
      <p className={styles.dates}>
        <time dateTime={row.issueDate} title={fullDate(row.issueDate)}>
          {plainDate(row.issueDate, today)}
        </time>
        <DueDate row={row} today={today} />
      </p>
      <p className={`${styles.sum} figures`}>
        {money(row.total, row.currency)}
        {Number(row.balance) > 0 && row.status !== 'deleted' ? (
          <span className={styles.soft}>
            {m.invoice_list_open({ amount: money(row.balance, row.currency) })}
          </span>
        ) : null}
      </p>
      {link && (linked || row.status !== 'deleted') ? (
        <Button
          className={styles.link}
          busy={link.busy}
          aria-label={
            linked ? m.invoice_list_unlink_label({ number }) : m.invoice_list_link_label({ number })
          }
          onClick={() => link.toggle(row)}
        >
          {linked ? m.invoice_list_unlink() : m.invoice_list_link()}
        </Button>
      ) : null}
      {children ? <div className={styles.end}>{children}</div> : null}
    </div>
  );
}

/** When an open invoice is due, or a paid one was paid; empty when unknown. */
function DueDate({ row, today }: { row: ListRow; today: string }) {
  const when = whenDue(row, today);
  if (!when) return null;
  return (
    <time
      className={when.kind === 'late' ? styles.late : styles.soft}
      dateTime={when.date}
      title={fullDate(when.date)}
    >
      {dueText(when)}
    </time>
  );
}
