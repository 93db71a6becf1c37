import type { Answer } from '../lib/api.ts';
import { dayOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';
import { ConnectButton } from './connect-button.tsx';
import { connectingText } from './connecting-text.ts';
import { useConnect } from './use-connect.ts';

type State = Answer<'connection', 'state'>;

type TakeoverNoticeProps = {
  connection: State;
  /** Called after the takeover. */
  done: () => void;
  /** Reads the connection again. */
  retry: () => void;
};

/**
 * Explains to other users that the connection can be taken over, or to its former owner that it was.
 */
export function TakeoverNotice({ connection, done, retry }: TakeoverNoticeProps) {
  const { takeover, takenOverAt } = connection;
  const owner = connection.owner?.name ?? m.errors_someone_else();
  if (takeover) {
    return <TakeoverOffer takeover={takeover} owner={owner} done={done} retry={retry} />;
  }
  if (takenOverAt === null) return null;
  return (
    <Notice kind="info" title={m.connection_taken_over_title({ owner })}>
      {m.connection_taken_over_text({ date: dayOf(takenOverAt) })}
    </Notice>
  );
}

type TakeoverOfferProps = {
  takeover: NonNullable<State['takeover']>;
  owner: string;
} & Pick<TakeoverNoticeProps, 'done' | 'retry'>;

function TakeoverOffer({ takeover: { status, right }, owner, done, retry }: TakeoverOfferProps) {
  const connect = useConnect(done, { whileActive: true });
  const { state } = connect;
  const title =
    status === 'inactive'
      ? m.connection_takeover_inactive_title({ owner })
      : m.connection_takeover_rejected_title({ owner });
  if (right === 'unknown') {
    return (
      <Notice
        kind="warning"
        title={title}
        action={<Button onClick={retry}>{m.common_try_again()}</Button>}
      >
        {m.connection_takeover_unknown()}
      </Notice>
    );
  }
  if (right === 'denied') {
    return (
      <Notice kind="info" title={title}>
        {m.connection_takeover_denied()}
      </Notice>
    );
  }
  const words = connectingText(state) ?? {
    kind: 'warning' as const,
    title,
    text: m.connection_takeover_allowed(),
  };
  return (
    <Notice
      kind={words.kind}
      title={words.title}
      action={
        <>
          <ConnectButton connect={connect} label={m.connection_takeover_start()} />
          {state.step === 'failed' ? <SupportDetails error={state.error} /> : null}
        </>
      }
    >
      {words.text}
    </Notice>
  );
}
