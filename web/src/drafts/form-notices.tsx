import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { useReconnect } from '../lib/reconnect.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { useDraft, useDraftState } from './draft-session.ts';
import { isInConflict } from './draft-state.ts';
import { RefusalNotice } from './refusal-notice.tsx';

type FormNoticesProps = { reload: () => void };

/** The most important notice above the form, focused when it appears. */
export function FormNotices({ reload }: FormNoticesProps) {
  const { dispatch } = useDraft();
  const state = useDraftState((draft) => draft);
  const { status, setback } = state;
  if (isInConflict(state)) return <ConflictNotice reload={reload} />;
  if (setback?.kind === 'failed') {
    const done = () => dispatch({ type: 'set_back', setback: null });
    return <FailureNotice error={setback.error} done={done} />;
  }
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
  if (!notArrived && !status.notCreated) return state.restored ? <RestoredNotice /> : null;
  return (
    <Notice kind="warning" title={m.drafts_not_created_title()} ref={focusOnMount}>
      {notArrived ? m.drafts_not_arrived_text() : m.drafts_not_created_text()}
    </Notice>
  );
}

function RestoredNotice() {
  return (
    <Notice kind="info" title={m.drafts_restored_title()} ref={focusOnMount}>
      {m.drafts_restored_text()}
    </Notice>
  );
}

function ConflictNotice({ reload }: FormNoticesProps) {
  const { keepMine } = useDraft();
  return (
    <Notice
      kind="warning"
      title={m.drafts_conflict_title()}
      ref={focusOnMount}
      action={
        <>
          <Button onClick={keepMine}>{m.drafts_conflict_keep()}</Button>
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
