import { wordsFor } from '../lib/error-words.ts';
import { Notice } from '../ui/notice.tsx';
import { SupportDetails } from '../ui/support-details.tsx';
import { m } from '../words/compiled/messages.js';
import type { Connecting } from './use-connect.ts';

/** What is happening while QuickBooks' window is open; nothing before that. */
export function ConnectWords({ state }: { state: Connecting }) {
  if (state.step === 'waiting') {
    return (
      <Notice kind="info" title={m.connection_waiting_title()}>
        {m.connection_waiting_text()}
      </Notice>
    );
  }
  if (state.step === 'blocked') {
    return (
      <Notice kind="warning" title={m.connection_blocked_title()}>
        {m.connection_blocked_text()}
      </Notice>
    );
  }
  if (state.step !== 'failed') return null;
  const { title, text } = wordsFor(state.error.code, state.error.details);
  return (
    <Notice kind="error" title={title} action={<SupportDetails error={state.error} />}>
      {text}
    </Notice>
  );
}
