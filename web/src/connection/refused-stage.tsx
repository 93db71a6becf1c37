import { isErrorCode } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { dayOf } from '../lib/format.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PersonIcon, WarningIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import type { StageProps } from './connect-stage.tsx';

/** QuickBooks refused this company; all that is known of it is its id. */
const unreadable = new Set(['realm_not_granted', 'quickbooks_forbidden']);

/** Why nothing was connected: cancelled, taken by a colleague, or in use by another company. */
export function RefusedStage({ page: { error, quickbooks } }: StageProps) {
  const { holder, since, code } = error ?? {};
  if (code === undefined || code === 'access_denied' || code === 'cancelled') {
    return (
      <EmptyState heading="h1" icon={<WarningIcon />} title={m.connection_page_cancelled_title()}>
        {m.connection_page_cancelled_text()}
      </EmptyState>
    );
  }
  const { title, text } = wordsFor(isErrorCode(code) ? code : 'internal', { holder });
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
      {holder && since ? (
        <p>{m.connection_page_refused_since({ holder, since: dayOf(since) })}</p>
      ) : null}
    </EmptyState>
  );
}
