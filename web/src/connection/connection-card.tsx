import { useMutation, useQueryClient } from '@tanstack/react-query';
import { confirmInHost, showSnackbar } from '../host/dialogs.ts';
import { type Answer, api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { useFocusAfter } from '../ui/focus/use-focus-after.ts';
import { Card } from '../ui/layout/card.tsx';
import { ConnectButton } from './connect-button.tsx';
import { ConnectText } from './connect-text.tsx';
import styles from './connection-card.module.css';
import { ConnectionFacts } from './connection-facts.tsx';
import { ExpiryNotice } from './expiry-notice.tsx';
import { connectionState } from './queries.ts';
import { TakeoverNotice } from './takeover-notice.tsx';
import { useConnect } from './use-connect.ts';

type State = Answer<'connection', 'state'>;

type ConnectionCardProps = {
  connection: State;
  /** Called when the connection has changed. */
  changed: () => void;
};

/** Which QuickBooks company is connected by whom, and the actions of this user. */
export function ConnectionCard({ connection, changed }: ConnectionCardProps) {
  const queryClient = useQueryClient();
  const { state, owner, health } = connection;
  const finish = (words: string) => {
    void showSnackbar(words);
    changed();
  };
  const connect = useConnect(() => finish(m.connection_done()), {
    whileActive: state === 'active',
  });
  const disconnecting = useMutation({
    mutationFn: () => api.connection.disconnect({}),
    onSuccess: (state) => {
      queryClient.setQueryData(connectionState.queryKey, state);
      void showSnackbar(m.connection_disconnected());
      changed();
    },
    onError: (error) => {
      const { code, details } = asApiError(error);
      void showSnackbar(
        m.connection_disconnect_failed({ reason: messagesFor(code, details).title }),
      );
    },
  });
  const disconnect = async () => {
    const sure = await confirmInHost({
      title: m.connection_disconnect_title(),
      description: m.connection_disconnect_text({
        company: connection.company ?? m.connection_quickbooks(),
      }),
      okText: m.connection_disconnect(),
      cancelText: m.common_cancel(),
      okColor: 'negative',
    });
    if (sure) disconnecting.mutate();
  };
  const facts = useFocusAfter<HTMLDivElement>(disconnecting.isPending);
  const mine = owner?.isYou ?? false;
  const warned = mine && state === 'active' && health?.expiresAt && health.warning !== null;
  const mayReconnect = mine && health?.action === 'reconnect' && !warned;
  return (
    <Card title={m.connection_card_title()}>
      <div tabIndex={-1} ref={facts}>
        <ConnectionFacts connection={connection} />
      </div>
      {warned && health.expiresAt ? (
        <ExpiryNotice
          before={health.expiresAt}
          done={() => finish(m.connection_done())}
          dismissed={changed}
        />
      ) : null}
      <TakeoverNotice
        connection={connection}
        done={() => finish(m.connection_takeover_done())}
        retry={changed}
      />
      <ConnectText state={connect.state} />
      <div className={styles.buttons}>
        {state === 'none' ? (
          <ConnectButton connect={connect} label={m.connection_connect()} />
        ) : null}
        {mayReconnect ? <ConnectButton connect={connect} label={m.connection_reconnect()} /> : null}
        {mine && state !== 'none' ? (
          <Button variant="danger" busy={disconnecting.isPending} onClick={disconnect}>
            {m.connection_disconnect()}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}
