import type { ReactNode } from 'react';
import { Notice } from '../ui/notice.tsx';
import { m } from '../words/compiled/messages.js';
import { ConnectButton } from './connect-button.tsx';
import { ConnectWords } from './connect-words.tsx';
import { useConnect } from './use-connect.ts';

/** Stands above the rows while QuickBooks wants a new consent. */
export function ReconnectBanner({ done, more }: { done: () => void; more: ReactNode[] }) {
  const connect = useConnect(done);
  return (
    <Notice
      kind="error"
      title={m.connection_broken_title()}
      action={<ConnectButton connect={connect} label={m.connection_reconnect()} />}
      more={more}
    >
      {connect.state.step === 'idle' || connect.state.step === 'opening' ? (
        m.connection_broken_text()
      ) : (
        <ConnectWords state={connect.state} />
      )}
    </Notice>
  );
}
