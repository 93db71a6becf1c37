import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { showSnackbar } from '../host/dialogs.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { dayOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';
import { ConnectButton } from './connect-button.tsx';
import { connectingText } from './connecting-text.ts';
import { connectionState } from './queries.ts';
import { useConnect } from './use-connect.ts';

type ExpiryNoticeProps = {
  /** ISO instant at which the permission expires. */
  before: string;
  /** Called after reconnecting. */
  done: () => void;
  /** Called after the warning was dismissed. */
  dismissed: () => void;
  more?: ReactNode[];
};

/** Asks the connection owner to reconnect before the permission expires; can be dismissed. */
export function ExpiryNotice({ before, done, dismissed, more = [] }: ExpiryNoticeProps) {
  const queryClient = useQueryClient();
  const connect = useConnect(done, { whileActive: true });
  const { state } = connect;
  const dismissing = useMutation({
    mutationFn: () => api.connection.dismissWarning({}),
    onSuccess: (next) => {
      queryClient.setQueryData(connectionState.queryKey, next);
      dismissed();
    },
    onError: (error) => {
      const { code, details } = asApiError(error);
      const reason = messagesFor(code, details).title;
      void showSnackbar(m.connection_expiry_later_failed({ reason }));
    },
  });
  const words = connectingText(state) ?? {
    kind: 'warning' as const,
    title: m.connection_expiry_title({ date: dayOf(before) }),
    text: m.connection_expiry_text(),
  };
  const isIdle = state.step === 'idle' || state.step === 'opening';
  return (
    <Notice
      kind={words.kind}
      title={words.title}
      action={
        <>
          <ConnectButton connect={connect} label={m.connection_reconnect()} variant="secondary" />
          {isIdle ? (
            <Button variant="quiet" busy={dismissing.isPending} onClick={() => dismissing.mutate()}>
              {m.connection_expiry_later()}
            </Button>
          ) : null}
          {state.step === 'failed' ? <SupportDetails error={state.error} /> : null}
        </>
      }
      more={more}
    >
      {words.text}
    </Notice>
  );
}
