import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { type DraftSession, useDraft, useDraftState } from '../draft-session.ts';
import type { DraftState } from '../draft-state.ts';
import { afterLostAnswer } from './lost-answer.ts';
import { UnconfirmedScreen } from './unconfirmed-screen.tsx';
import { useOutcome } from './use-outcome.ts';

/** Polls the draft's status until it is known, then shows the next screen. */
export function WaitingScreen({ close }: { close: () => void }) {
  const session = useDraft();
  const { accept, saving, dispatch } = session;
  const state = useDraftState((draft) => draft);
  const { status, setback, elsewhere } = state;
  const lost = setback?.kind === 'lost' ? setback.answer : null;
  const { unreachable } = useOutcome(status.id, (next, looks) => {
    const verdict = lost ? afterLostAnswer(next, lost.version, looks) : 'answered';
    if (verdict === 'answered' && next) {
      dispatch({ type: 'set_back', setback: null });
      accept(next);
    }
    if (verdict === 'not_arrived') {
      dispatch({ type: 'set_back', setback: { kind: 'not_arrived' } });
      saving.resume(next?.version ?? lost?.version ?? status.version);
    }
  });
  return (
    <UnconfirmedScreen
      title={titleOf(state)}
      since={lost?.since ?? status.sentAt}
      summary={summaryOf(session)}
      unreachable={unreachable}
      close={close}
    >
      {elsewhere ? `${m.drafts_sent_elsewhere()} ` : ''}
      {!lost && status.state === 'sending' ? m.drafts_sending_text() : m.drafts_unknown_text()}
    </UnconfirmedScreen>
  );
}

const titleOf = ({ status, setback }: DraftState): string => {
  if (setback?.kind === 'lost') return m.drafts_lost_title();
  return status.state === 'sending' ? m.drafts_sending_title() : m.drafts_unknown_title();
};

/** Customer and total of the form, as one text. */
export const summaryOf = ({ editor, opened }: DraftSession): string => {
  const { document } = editor.state.getState();
  const { choice, to } = document.customer;
  const { total, tax } = invoiceTotals(document, opened.profile);
  const sum = { total: money(total, document.details.currency) };
  return m.drafts_summary({
    customer: choice.kind === 'none' ? to : choice.name,
    total: tax === null ? m.drafts_summary_before_tax(sum) : sum.total,
  });
};
