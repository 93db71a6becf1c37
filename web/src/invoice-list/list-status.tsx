import { messagesFor } from '../lib/error-messages.ts';
import { agoOf, fullInstant, number } from '../lib/format.ts';
import { useReconnect } from '../lib/reconnect.ts';
import { useNow } from '../lib/use-now.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import type { FilteredList } from './filters/use-filtered-list.ts';
import styles from './invoice-list.module.css';
import { counted } from './sums/counted.ts';

/**
 * How many invoices match and when they were read, and how many the period hides, with a button to
 * show them.
 */
export function ListStatus({ list: { first, reading, setPeriod } }: { list: FilteredList }) {
  const now = useNow();
  if (!first) return null;
  const { readAt } = first.reading;
  const fresh = readAt ? (agoOf(readAt, now) ?? m.invoice_list_just_now()) : '';
  const { progress } = first.reading;
  const state = progress
    ? m.initial_sync_line({
        read: number(String(progress.read)),
        total: number(String(progress.total)),
      })
    : reading.asking
      ? m.invoice_list_reading()
      : readAt
        ? m.invoice_list_as_of({ when: fresh })
        : '';
  return (
    <div className={styles.counts}>
      <p className={styles.count} role="status" title={readAt ? fullInstant(readAt) : undefined}>
        {[m.invoice_list_count(counted(first.count)), state].filter(Boolean).join(' · ')}
      </p>
      {first.reading.unreadable > 0 ? (
        <p className={styles.count}>
          {m.invoice_list_unreadable(counted(first.reading.unreadable))}
        </p>
      ) : null}
      {first.period.kind === 'all' ? null : (
        <p className={styles.count}>
          {first.outside > 0
            ? m.invoice_list_outside(counted(first.outside))
            : m.invoice_list_outside_unknown()}{' '}
          <Button
            variant="quiet"
            className={styles.inline}
            onClick={() => setPeriod({ kind: 'all' })}
          >
            {m.invoice_list_show_all_dates()}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Explains why the list may be incomplete. */
export function ReadingTrouble({ list }: { list: FilteredList }) {
  const error = list.reading.error ?? (list.first ? list.error : null);
  const retry = list.reading.error ? list.reading.retry : list.retry;
  const reconnect = useReconnect(error, () => void retry());
  if (!error || reconnect) return reconnect;
  return (
    <Notice
      kind="warning"
      title={messagesFor(error.code, error.details).title}
      action={<Button onClick={() => retry()}>{m.common_try_again()}</Button>}
    >
      {m.invoice_list_only_known()}
    </Notice>
  );
}
