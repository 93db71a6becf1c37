import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { fullInstant, number } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Card } from '../ui/layout/card.tsx';
import { initialSyncProgress, type Progress } from './queries.ts';
import styles from './reading-progress.module.css';

/** How far the first reading of QuickBooks has come, and a button to read everything again. */
export function ReadingProgress() {
  const queryClient = useQueryClient();
  const { data, error } = useQuery(initialSyncProgress);
  const again = useMutation({
    mutationFn: () => api['initial-sync'].again({}),
    onSuccess: (answer) => queryClient.setQueryData(initialSyncProgress.queryKey, answer),
  });
  const progress = data?.progress ?? null;
  const isReading = progress !== null && progress.state !== 'done';
  const failed = again.error ?? (data ? null : error);
  const failure = failed && messagesFor(asApiError(failed).code);
  return (
    <Card title={m.initial_sync_title()} text={m.initial_sync_text()}>
      <div className={styles.state}>
        <p aria-live="polite">
          {progress ? sentenceOf(progress) : data ? m.initial_sync_waiting() : ''}
        </p>
        {isReading ? (
          <progress
            className={styles.bar}
            aria-label={m.initial_sync_progress()}
            {...(progress.total !== null && { value: progress.read, max: progress.total })}
          />
        ) : (
          <p className={styles.soft}>{progress ? countsOf(progress) : ''}</p>
        )}
      </div>
      {progress?.problem && isReading ? (
        <Notice kind="warning" title={messagesFor(progress.problem).title}>
          {m.initial_sync_problem()}
        </Notice>
      ) : null}
      {failure ? (
        <Notice kind="error" title={failure.title}>
          {failure.text}
        </Notice>
      ) : null}
      <div>
        <Button
          busy={again.isPending}
          disabled={progress === null || isReading}
          onClick={() => again.mutate()}
        >
          {m.initial_sync_again()}
        </Button>
      </div>
    </Card>
  );
}

const sentenceOf = ({ state, read, total, finishedAt }: Progress): string => {
  switch (state) {
    case 'waiting':
      return m.initial_sync_waiting();
    case 'names':
      return m.initial_sync_names();
    case 'payments':
      return m.initial_sync_payments();
    case 'invoices':
      return total === null
        ? m.initial_sync_invoices()
        : m.initial_sync_line({ read: shown(read), total: shown(total) });
    default:
      return finishedAt ? m.initial_sync_done({ when: fullInstant(finishedAt) }) : '';
  }
};

const shown = (count: number): string => number(String(count));

const countsOf = ({ counts }: Progress): string =>
  m.initial_sync_counts({
    invoices: shown(counts.invoices),
    customers: shown(counts.customers),
    items: shown(counts.items),
    vendors: shown(counts.vendors),
    employees: shown(counts.employees),
  });
