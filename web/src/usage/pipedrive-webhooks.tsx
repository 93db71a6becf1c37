import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { WarningIcon } from '../ui/controls/icons.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { shownUsage, type Usage } from './queries.ts';
import styles from './usage-card.module.css';

type Refusal = NonNullable<Usage['pipedriveRefusal']>;

/** Why Pipedrive does not announce merges, what follows, and a button to register again. */
export function PipedriveWebhooks({ refusal }: { refusal: Usage['pipedriveRefusal'] }) {
  const queryClient = useQueryClient();
  /** When the refusal was stored that the user asked to try again. */
  const [triedAt, setTriedAt] = useState<string | null>(null);
  const retry = useMutation({
    mutationFn: (_: Refusal) => api.usage.retryPipedriveWebhooks({}),
    onSuccess: async (_, { at }) => {
      await queryClient.invalidateQueries({ queryKey: shownUsage.queryKey });
      setTriedAt(at);
    },
  });
  if (!refusal) {
    return triedAt === null ? null : (
      <Notice kind="success" title={m.usage_merges_registered()} ref={focusOnMount} />
    );
  }
  const busy = retry.isPending || refusal.retrying;
  const isRefusedAgain = !busy && triedAt !== null && triedAt !== refusal.at;
  return (
    <div className={styles.part}>
      <p className={`${styles.state} ${styles.neutral}`}>
        <WarningIcon />
        {m.usage_merges_refused()}
      </p>
      <p>
        {reasonOf(refusal)} {m.usage_merges_consequence()}
      </p>
      <div className={styles.steps}>
        <p>{m.usage_merges_steps()}</p>
        <p className={styles.address}>{refusal.address}</p>
      </div>
      <div className={styles.retry}>
        <Button busy={busy} onClick={() => retry.mutate(refusal)}>
          {m.common_try_again()}
        </Button>
        <span role="status" className={styles.soft}>
          {isRefusedAgain ? m.usage_merges_refused_again() : null}
        </span>
      </div>
      {retry.error ? (
        <Notice kind="error" title={messagesFor(asApiError(retry.error).code).title} />
      ) : null}
    </div>
  );
}

const reasonOf = ({ said, at }: Refusal): string => {
  const when = fullInstant(at);
  return said ? m.usage_merges_reason({ when, said }) : m.usage_merges_no_reason({ when });
};
