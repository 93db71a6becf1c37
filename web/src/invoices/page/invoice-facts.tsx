import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { type ReactNode, useEffect } from 'react';
import { fullDate, money, plainDate } from '../../lib/format.ts';
import { type WhenDue, whenDue } from '../../lib/when-due.ts';
import { m } from '../../messages/compiled/messages.js';
import { Bar, Skeleton } from '../../ui/feedback/skeleton.tsx';
import { useFocusAfter } from '../../ui/focus/use-focus-after.ts';
import { DeliveryMark } from '../delivery-mark.tsx';
import type { VoidOrDelete } from '../pending-actions.ts';
import { StatusFlag } from '../status-flag.tsx';
import styles from './invoice-facts.module.css';

type InvoiceFactsProps = { page: InvoicePage; pendingAction: VoidOrDelete | null };

const dateNames: Record<WhenDue['kind'], () => string> = {
  paid: m.invoices_paid_date,
  due: m.invoices_due_date,
  late: m.invoices_was_due_date,
};

/** The figures of one invoice from QuickBooks. */
export function InvoiceFacts({ page, pendingAction }: InvoiceFactsProps) {
  const { invoice, today, termId, terms } = page;
  const { number, currency, issueDate } = invoice;
  const when = whenDue(invoice, today);
  const term = terms.find(({ id }) => id === termId);
  const title = useFocusAfter<HTMLHeadingElement>(pendingAction !== null);
  useEffect(() => title.current?.focus(), [title]);
  return (
    <div className={styles.facts}>
      <h1 className={styles.title} tabIndex={-1} ref={title}>
        {number ? m.invoices_page_title({ number }) : m.invoices_without_number()}{' '}
        <StatusFlag status={invoice.status} />
      </h1>
      <p className={styles.customer}>{invoice.customerName}</p>
      <dl className={`${styles.list} figures`}>
        <Fact name={m.invoices_total()}>{money(invoice.total, currency)}</Fact>
        <Fact name={m.invoices_balance()}>{money(invoice.balance, currency)}</Fact>
        <Fact name={m.invoices_issue_date()}>
          <time dateTime={issueDate} title={fullDate(issueDate)}>
            {plainDate(issueDate, today)}
          </time>
        </Fact>
        {when ? (
          <Fact name={dateNames[when.kind]()}>
            <time dateTime={when.date} title={fullDate(when.date)}>
              {when.shown}
            </time>
          </Fact>
        ) : null}
        {term ? <Fact name={m.invoices_term()}>{term.name}</Fact> : null}
        <Fact name={m.invoices_delivery()}>
          <DeliveryMark status={invoice.delivery} />
        </Fact>
      </dl>
    </div>
  );
}

/** Reserves the room of the figures, so that nothing moves when they load. */
export function FactsSkeleton() {
  return (
    <Skeleton>
      <div className={`${styles.facts} ${styles.waiting}`}>
        <Bar width={50} height={20} />
        <Bar width={35} />
        <Bar width={100} height={32} />
      </div>
    </Skeleton>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
