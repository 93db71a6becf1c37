import { openModal } from '../../host/dialogs.ts';
import type { PanelPlace } from '../../host/read-place.ts';
import { amount, fullDate, fullInstant, money, plainDate } from '../../lib/format.ts';
import { unreadableWords } from '../../lib/unreadable-words.ts';
import { dueWords, whenDue } from '../../lib/when-due.ts';
import { WarningIcon } from '../../ui/icons.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useFocusAfter } from '../../ui/use-focus-after.ts';
import { m } from '../../words/compiled/messages.js';
import { checkingOf, notDoneWords, notKnownWords, takingBackWords } from '../action-words.ts';
import { DeliveryMark } from '../delivery-mark.tsx';
import { actionsOf, type InvoiceRow } from '../invoice-actions.tsx';
import { StatusFlag, statusWords } from '../status-flag.tsx';
import { type TakingBack, useUnderWay } from '../under-way.ts';
import styles from './invoice-row.module.css';

type InvoiceRowProps = {
  invoice: InvoiceRow;
  place: PanelPlace;
  today: string;
  /** Shown in the row when the deal's invoices have several customers. */
  withCustomer: boolean;
};

const isOver = ({ status }: InvoiceRow): boolean => status === 'voided' || status === 'deleted';

/** One invoice: number, status and total; below them when it is due or was paid, how it was sent, what is open. */
export function InvoiceItem({ invoice, place, today, withCustomer }: InvoiceRowProps) {
  const number = invoice.number || m.invoices_without_number();
  const underWay = useUnderWay(invoice.id);
  const entries = actionsOf(invoice, place, openModal, { underWay });
  const row = useFocusAfter<HTMLLIElement>(underWay !== null);
  return (
    <li
      ref={row}
      tabIndex={-1}
      className={isOver(invoice) ? `${styles.row} ${styles.over}` : styles.row}
      aria-label={m.invoices_row({ number, status: statusWords(invoice.status) })}
      title={m.invoices_read_at({ when: fullInstant(invoice.readAt) })}
    >
      <div className={styles.body}>
        <div className={styles.line}>
          <p className={styles.name}>
            {invoice.status === 'deleted' ? (
              <span className={styles.number}>{number}</span>
            ) : (
              <button
                type="button"
                className={styles.number}
                aria-label={m.invoices_open_invoice({ number })}
                onClick={() => openModal({ show: 'invoice', place, invoiceId: invoice.id })}
              >
                {number}
              </button>
            )}
            <StatusFlag status={invoice.status} />
          </p>
          <p className={`${styles.total} figures`}>{money(invoice.total, invoice.currency)}</p>
        </div>
        {withCustomer ? (
          <p className={styles.customer} title={invoice.customerName}>
            {invoice.customerName}
          </p>
        ) : null}
        <div className={`${styles.line} ${styles.soft}`}>
          <p className={styles.name}>
            <DueWords invoice={invoice} today={today} />
            {isOver(invoice) ? null : <DeliveryMark status={invoice.delivery} />}
          </p>
          <BalanceWords invoice={invoice} />
        </div>
        <div aria-live="polite">
          <ActionWords invoice={invoice} underWay={underWay} />
        </div>
      </div>
      <div className={styles.menu}>
        {entries.length > 0 ? (
          <Menu label={m.invoices_row_menu({ number })} entries={entries} />
        ) : null}
      </div>
    </li>
  );
}

type ActionWordsProps = { invoice: InvoiceRow; underWay: TakingBack | null };

/** What is known of the last action, or why the figures are old. */
function ActionWords({ invoice, underWay }: ActionWordsProps) {
  const { checking, notDone, notKnown } = invoice;
  const unreadable = unreadableWords(invoice);
  if (underWay) return <p className={styles.soft}>{takingBackWords[underWay]()}</p>;
  if (checking) return <p className={styles.checking}>{checkingOf(invoice, checking).title}</p>;
  if (notDone) return <p className={styles.late}>{notDoneWords[notDone]()}</p>;
  if (notKnown) return <p className={styles.checking}>{notKnownWords[notKnown]()}</p>;
  if (unreadable) {
    return (
      <p className={`${styles.checking} ${styles.unreadable}`}>
        <WarningIcon />
        <span>{unreadable}</span>
      </p>
    );
  }
  return null;
}

function DueWords({ invoice, today }: { invoice: InvoiceRow; today: string }) {
  const { issueDate } = invoice;
  const when = whenDue(invoice, today);
  if (when) {
    const look = when.kind === 'late' ? styles.late : undefined;
    return (
      <time dateTime={when.date} title={fullDate(when.date)} className={look}>
        {dueWords(when)}
      </time>
    );
  }
  if (isOver(invoice) || invoice.status === 'paid') {
    return (
      <time dateTime={issueDate} title={fullDate(issueDate)}>
        {m.invoices_issued({ date: plainDate(issueDate, today) })}
      </time>
    );
  }
  return <span>{m.invoices_no_due_date()}</span>;
}

function BalanceWords({ invoice }: { invoice: InvoiceRow }) {
  if (isOver(invoice)) return null;
  const balance = amount(invoice.balance, invoice.currency);
  const total = amount(invoice.total, invoice.currency);
  const words =
    invoice.status === 'paid'
      ? m.invoices_balance_none()
      : balance === total
        ? m.invoices_balance_all()
        : m.invoices_balance_part({ balance, total });
  return <p className={`${styles.balance} figures`}>{words}</p>;
}
