import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { useReconnect } from '../lib/reconnect.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { RefusalNotice } from './refusal-notice.tsx';
import type { Draft } from './use-draft.ts';

type FormNoticesProps = { draft: Draft; reload: () => void };

/** The most important notice above the form, focused when it appears. */
export function FormNotices({ draft, reload }: FormNoticesProps) {
  const { status, conflict, setback } = draft;
  if (conflict) return <ConflictNotice draft={draft} reload={reload} />;
  if (setback?.kind === 'failed')
    return <FailureNotice error={setback.error} done={() => draft.setSetback(null)} />;
  if (setback?.kind === 'another') {
    return (
      <Notice kind="warning" title={m.drafts_another_title()} ref={focusOnMount}>
        {m.drafts_another_text()}
      </Notice>
    );
  }
  // A key per attempt makes screen readers announce the next rejection, even with the same text.
  if (status.refusal) return <RefusalNotice key={status.version} refusal={status.refusal} />;
  const notArrived = setback?.kind === 'not_arrived';
  if (!notArrived && !status.notCreated) return null;
  return (
    <Notice kind="warning" title={m.drafts_not_created_title()} ref={focusOnMount}>
      {notArrived ? m.drafts_not_arrived_text() : m.drafts_not_created_text()}
    </Notice>
  );
}

function ConflictNotice({ draft, reload }: FormNoticesProps) {
  return (
    <Notice
      kind="warning"
      title={m.drafts_conflict_title()}
      ref={focusOnMount}
      action={
        <>
          <Button onClick={draft.keepMine}>{m.drafts_conflict_keep()}</Button>
          <Button onClick={reload}>{m.drafts_conflict_reload()}</Button>
        </>
      }
    >
      {m.drafts_conflict_text()}
    </Notice>
  );
}

function FailureNotice({ error, done }: { error: ApiError; done: () => void }) {
  const reconnect = useReconnect(error, done);
  const { title, text } = messagesFor(error.code, error.details);
  const { said } = error.details;
  if (reconnect) return reconnect;
  return (
    <Notice kind="error" title={title} ref={focusOnMount}>
      <p>{text}</p>
      {said ? <p>{m.drafts_refused_said({ message: said })}</p> : null}
      <SupportDetails error={error} />
    </Notice>
  );
}
