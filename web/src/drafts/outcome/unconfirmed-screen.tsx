import type { ReactNode } from 'react';
import { agoOf, timeOf } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { ClockIcon } from '../../ui/controls/icons.tsx';
import styles from './screen.module.css';
import { Screen } from './screen.tsx';

type UnknownScreenProps = {
  title: string;
  /** Explanation of the state. */
  children: ReactNode;
  /** ISO instant of the attempt. */
  since: string | null;
  /** Customer and total of the form. */
  summary: string;
  /** True when our own server cannot be reached either. */
  unreachable: boolean;
  close: () => void;
};

/** Shown while it is unknown whether the invoice exists. */
export function UnconfirmedScreen({
  title,
  children,
  since,
  summary,
  unreachable,
  close,
}: UnknownScreenProps) {
  return (
    <Screen
      icon={<ClockIcon />}
      mood="waiting"
      title={title}
      actions={<Button onClick={close}>{m.drafts_close()}</Button>}
    >
      <p>{children}</p>
      <p className={styles.soft}>{summary}</p>
      {since ? <Since since={since} /> : null}
      <p className={styles.soft}>{m.drafts_unknown_close()}</p>
      <p role="status">{unreachable ? m.drafts_unknown_offline() : null}</p>
    </Screen>
  );
}

const tickMs = 15_000;

function Since({ since }: { since: string }) {
  const now = useNow(tickMs);
  const time = timeOf(since);
  const ago = agoOf(since, now);
  return (
    <p className={styles.soft}>
      {ago ? m.drafts_unknown_since({ time, ago }) : m.drafts_unknown_since_now({ time })}
    </p>
  );
}
