import { EmptyState } from '../ui/empty-state.tsx';
import { PlugIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import { ConnectButton } from './connect-button.tsx';
import styles from './connect-screen.module.css';
import { ConnectWords } from './connect-words.tsx';
import { useConnect } from './use-connect.ts';

/** What the panel shows while nobody in the company has connected QuickBooks. */
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
          <ConnectWords state={connect.state} />
        </div>
      ) : (
        m.errors_not_connected_text()
      )}
    </EmptyState>
  );
}
