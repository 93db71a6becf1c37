import type { ReactNode } from 'react';
import { wordsFor } from '../lib/error-words.ts';
import { Notice } from '../ui/notice.tsx';
import { SupportDetails } from '../ui/support-details.tsx';
import { m } from '../words/compiled/messages.js';
import { ConnectButton } from './connect-button.tsx';
import { connectingWords } from './connecting-words.ts';
import { useConnect } from './use-connect.ts';

/** Stands above the rows while QuickBooks wants a new consent, and says how far that has come. */
export function ReconnectBanner({ done, more }: { done: () => void; more: ReactNode[] }) {
  const connect = useConnect(done);
  const { state } = connect;
  const words = connectingWords(state) ?? {
    kind: 'error' as const,
    title: wordsFor('connection_broken').title,
    text: m.common_last_known(),
  };
  return (
    <Notice
      kind={words.kind}
      title={words.title}
      action={
        <>
          <ConnectButton connect={connect} label={m.connection_reconnect()} />
          {state.step === 'failed' ? <SupportDetails error={state.error} /> : null}
        </>
      }
      more={more}
    >
      {words.text}
    </Notice>
  );
}
