import type { ReactNode } from 'react';
import type { WebErrorCode } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';
import { ConnectButton } from './connect-button.tsx';
import { connectingText } from './connecting-text.ts';
import { useConnect } from './use-connect.ts';

type ReconnectBannerProps = {
  /** Why QuickBooks must be connected; an expired consent by default. */
  code?: WebErrorCode | undefined;
  done: () => void;
  /** Replaces the text of the reason. */
  text?: string;
  more: ReactNode[];
};

/** Asks to connect QuickBooks above content that needs it, and shows the progress. */
export function ReconnectBanner(props: ReconnectBannerProps) {
  const { code = 'connection_broken', done, text, more } = props;
  const connect = useConnect(done);
  const { state } = connect;
  const again = code === 'connection_broken';
  const words = connectingText(state) ?? {
    kind: 'error' as const,
    title: messagesFor(code).title,
    text: text ?? (again ? m.common_last_known() : m.connection_not_connected_text()),
  };
  return (
    <Notice
      kind={words.kind}
      title={words.title}
      action={
        <>
          <ConnectButton
            connect={connect}
            label={again ? m.connection_reconnect() : m.connection_connect()}
          />
          {state.step === 'failed' ? <SupportDetails error={state.error} /> : null}
        </>
      }
      more={more}
    >
      {words.text}
    </Notice>
  );
}
