import { isErrorCode } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { dayOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { PersonIcon, WarningIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import type { StageProps } from './stage-props.ts';

/** QuickBooks rejected this company; only its id is known. */
const unreadable = new Set(['realm_not_granted', 'quickbooks_forbidden']);

/**
 * Explains why connecting failed: cancelled, connected by a colleague, or used by another company.
 */
export function RefusedStage({ page: { error, quickbooks } }: StageProps) {
  const { owner, since, code } = error ?? {};
  if (code === undefined || code === 'access_denied' || code === 'cancelled') {
    return (
      <EmptyState heading="h1" icon={<WarningIcon />} title={m.connection_page_cancelled_title()}>
        {m.connection_page_cancelled_text()}
      </EmptyState>
    );
  }
  const { title, text } = messagesFor(isErrorCode(code) ? code : 'internal', { owner });
  return (
    <EmptyState
      heading="h1"
      icon={code === 'connection_taken' ? <PersonIcon /> : <WarningIcon />}
      title={title}
    >
      <p>{text}</p>
      {unreadable.has(code) && quickbooks ? (
        <p>{m.connection_page_refused_realm({ realm: quickbooks })}</p>
      ) : null}
      {owner && since ? (
        <p>{m.connection_page_refused_since({ owner, since: dayOf(since) })}</p>
      ) : null}
    </EmptyState>
  );
}
