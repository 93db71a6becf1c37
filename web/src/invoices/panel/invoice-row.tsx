import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { memo, Suspense } from 'react';
import { openModal } from '../../host/dialogs.ts';
import type { PanelContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { amount, fullDate, money, plainDate } from '../../lib/format.ts';
import { lastReadText } from '../../lib/last-read-text.ts';
import { lazyComponent } from '../../lib/lazy-component.tsx';
import { unreadableText } from '../../lib/unreadable-text.ts';
import { dueText, whenDue } from '../../lib/when-due.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { Menu } from '../../ui/controls/menu.tsx';
import { useFocusAfter } from '../../ui/focus/use-focus-after.ts';
import { checkingOf, notDoneText, notKnownText, pendingActionText } from '../action-labels.ts';
import { DeliveryMark } from '../delivery-mark.tsx';
import { actionsOf } from '../invoice-actions.tsx';
import { usePendingAction, type VoidOrDelete } from '../pending-actions.ts';
import { StatusFlag, statusText } from '../status-flag.tsx';
import styles from './invoice-row.module.css';

type InvoiceRowProps = {
  invoice: InvoiceRow;
  context: PanelContext;
  today: string;
  /** True when the deal's invoices have several customers. */
  withCustomer: boolean;
  drift?: Answer<'invoices', 'list'>['drift'][number] | undefined;
};

/** Loaded only when there is a difference. */
const DriftMark = lazyComponent(() => import('./drift-mark.tsx'));

const isOver = ({ status }: InvoiceRow): boolean => status === 'voided' || status === 'deleted';

/**
 * One invoice: number, status and total; below them due or payment date, delivery and balance. The
 * panel is read again while a form above it is typed into; rows that did not change do not render.
 */
export const InvoiceItem = memo(function Invoice(props: InvoiceRowProps) {
  const { invoice, context, today, withCustomer, drift } = props;
  const number = invoice.number || m.invoices_without_number();
  const pendingAction = usePendingAction(invoice.id);
  const entries = actionsOf(invoice, context, openModal, { pendingAction });
  const row = useFocusAfter<HTMLLIElement>(pendingAction !== null);
  return (
    <li
      ref={row}
      tabIndex={-1}
      className={isOver(invoice) ? `${styles.row} ${styles.over}` : styles.row}
      aria-label={m.invoices_row({ number, status: statusText(invoice.status) })}
      title={lastReadText(invoice)}
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
                aria-description={lastReadText(invoice)}
                onClick={() => openModal({ show: 'invoice', context, invoiceId: invoice.id })}
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
            <DueText invoice={invoice} today={today} />
            {isOver(invoice) ? null : <DeliveryMark status={invoice.delivery} />}
          </p>
          <BalanceText invoice={invoice} />
        </div>
        <div aria-live="polite">
          <ActionLabels invoice={invoice} pendingAction={pendingAction} />
        </div>
        {drift ? (
          <Suspense fallback={null}>
            <DriftMark invoice={invoice} context={context} drift={drift} />
          </Suspense>
        ) : null}
      </div>
      <div className={styles.menu}>
        {entries.length > 0 ? (
          <Menu label={m.invoices_row_menu({ number })} entries={entries} />
        ) : null}
      </div>
    </li>
  );
});

type ActionLabelsProps = { invoice: InvoiceRow; pendingAction: VoidOrDelete | null };

/** The outcome of the last action, or why the figures are outdated. */
function ActionLabels({ invoice, pendingAction }: ActionLabelsProps) {
  const { checking, notDone, notKnown } = invoice;
  const unreadable = unreadableText(invoice);
  if (pendingAction) return <p className={styles.soft}>{pendingActionText[pendingAction]()}</p>;
  if (checking) return <p className={styles.checking}>{checkingOf(invoice, checking).title}</p>;
  if (notDone) return <p className={styles.late}>{notDoneText[notDone]()}</p>;
  if (notKnown) return <p className={styles.checking}>{notKnownText[notKnown]()}</p>;
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

function DueText({ invoice, today }: { invoice: InvoiceRow; today: string }) {
  const { issueDate } = invoice;
  const when = whenDue(invoice, today);
  if (when) {
    const look = when.kind === 'late' ? styles.late : undefined;
    return (
      <time dateTime={when.date} title={fullDate(when.date)} className={look}>
        {dueText(when)}
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

function BalanceText({ invoice }: { invoice: InvoiceRow }) {
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
