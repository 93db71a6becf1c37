import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import type { Draft } from '../use-draft.ts';
import { afterLostAnswer } from './lost-answer.ts';
import { UnconfirmedScreen } from './unconfirmed-screen.tsx';
import { useOutcome } from './use-outcome.ts';

/** Polls the draft's status until it is known, then shows the next screen. */
export function WaitingScreen({ draft, close }: { draft: Draft; close: () => void }) {
  const { status, setback, setSetback, accept, saving, elsewhere } = draft;
  const lost = setback?.kind === 'lost' ? setback.answer : null;
  const { unreachable } = useOutcome(status.id, (next, looks) => {
    const verdict = lost ? afterLostAnswer(next, lost.version, looks) : 'answered';
    if (verdict === 'answered' && next) {
      setSetback(null);
      accept(next);
    }
    if (verdict === 'not_arrived') {
      setSetback({ kind: 'not_arrived' });
      saving.resume(next?.version ?? lost?.version ?? status.version);
    }
  });
  return (
    <UnconfirmedScreen
      title={titleOf(draft)}
      since={lost?.since ?? status.sentAt}
      summary={summaryOf(draft)}
      unreachable={unreachable}
      close={close}
    >
      {elsewhere ? `${m.drafts_sent_elsewhere()} ` : ''}
      {!lost && status.state === 'sending' ? m.drafts_sending_text() : m.drafts_unknown_text()}
    </UnconfirmedScreen>
  );
}

const titleOf = ({ status, setback }: Draft): string => {
  if (setback?.kind === 'lost') return m.drafts_lost_title();
  return status.state === 'sending' ? m.drafts_sending_title() : m.drafts_unknown_title();
};

/** Customer and total of the form, as one text. */
export const summaryOf = ({ form, opened }: Draft): string => {
  const content = form.getValues();
  const { choice, to } = content.customer;
  const { total, tax } = invoiceTotals(content, opened.profile);
  const sum = { total: money(total, content.details.currency) };
  return m.drafts_summary({
    customer: choice.kind === 'none' ? to : choice.name,
    total: tax === null ? m.drafts_summary_before_tax(sum) : sum.total,
  });
};
