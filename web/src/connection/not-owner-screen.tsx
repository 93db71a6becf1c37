import { useQuery } from '@tanstack/react-query';
import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { dayOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { PersonIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import styles from './connect-screen.module.css';
import { connectionState } from './queries.ts';
import { TakeoverNotice } from './takeover-notice.tsx';

/** The panel's screen for colleagues of the connection owner, one of whom may take over. */
export function NotOwnerScreen({ error, retry }: { error: ApiError; retry: () => void }) {
  const { data, refetch } = useQuery(connectionState);
  const { since } = error.details;
  const sinceText = since ? <p>{m.errors_since({ date: dayOf(since) })}</p> : null;
  if (!data || (data.takeover === null && data.takenOverAt === null)) {
    return (
      <ErrorScreen error={error} withDetails={false}>
        {sinceText}
      </ErrorScreen>
    );
  }
  return (
    <EmptyState
      icon={<PersonIcon />}
      title={messagesFor(error.code, error.details).title}
      action={
        <div className={styles.words}>
          <TakeoverNotice connection={data} done={retry} retry={() => void refetch()} />
        </div>
      }
    >
      {sinceText}
    </EmptyState>
  );
}
