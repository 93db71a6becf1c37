import { m } from '../messages/compiled/messages.js';
import { PlugIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ConnectButton } from './connect-button.tsx';
import styles from './connect-screen.module.css';
import { ConnectText } from './connect-text.tsx';
import { useConnect } from './use-connect.ts';

/** The panel's screen while nobody in the company has connected QuickBooks. */
export function ConnectScreen({ done }: { done: () => void }) {
  const connect = useConnect(done);
  const busy = connect.state.step !== 'idle' && connect.state.step !== 'opening';
  return (
    <EmptyState
      icon={<PlugIcon />}
      title={m.errors_not_connected_title()}
      action={<ConnectButton connect={connect} label={m.connection_connect()} />}
      footer={busy ? null : m.connection_opens_window()}
    >
      {busy ? (
        <div className={styles.words}>
          <ConnectText state={connect.state} />
        </div>
      ) : (
        m.errors_not_connected_text()
      )}
    </EmptyState>
  );
}
