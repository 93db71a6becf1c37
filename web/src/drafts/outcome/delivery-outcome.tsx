import type { DraftStatus } from '@dealbill/server/contract/drafts';
import { m } from '../../messages/compiled/messages.js';
import { EnvelopeIcon, PaperPlaneIcon } from '../../ui/controls/icons.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import styles from './screen.module.css';
import { useOutcome } from './use-outcome.ts';

type DeliveryOutcomeProps = { status: DraftStatus; accept: (status: DraftStatus) => void };

type Sending = NonNullable<DraftStatus['sending']>;

/** What became of the e-mail of a created invoice; nothing when none was asked for. */
export function DeliveryOutcome({ status, accept }: DeliveryOutcomeProps) {
  const { sending, invoice } = status;
  if (!sending) {
    if (invoice?.delivery !== 'queued') return null;
    return (
      <p className={styles.delivery}>
        <EnvelopeIcon />
        {m.drafts_marked()}
      </p>
    );
  }
  const isOpen = sending.state === 'sending' || sending.state === 'checking';
  return (
    <div className={styles.deliveryState} aria-live="polite">
      <Outcome sending={sending} />
      {isOpen ? <Lookup draftId={status.id} accept={accept} /> : null}
    </div>
  );
}

/** Polls until the outcome is known. */
function Lookup({ draftId, accept }: { draftId: string; accept: DeliveryOutcomeProps['accept'] }) {
  useOutcome(draftId, (next) => {
    if (next) accept(next);
  });
  return null;
}

function Outcome({ sending }: { sending: Sending }) {
  const { state, to, cc, bcc, said } = sending;
  switch (state) {
    case 'sending':
      return <p className={styles.soft}>{m.drafts_send_sending({ to })}</p>;
    case 'sent':
      return (
        <>
          <p className={styles.delivery}>
            <PaperPlaneIcon />
            <span>{m.drafts_send_sent({ to })}</span>
          </p>
          {cc ? <p className={styles.soft}>{m.drafts_send_cc({ cc })}</p> : null}
          {bcc ? <p className={styles.soft}>{m.drafts_send_bcc({ bcc })}</p> : null}
        </>
      );
    case 'checking':
      return (
        <Notice kind="info" title={m.invoices_send_checking_title()}>
          {m.drafts_send_checking({ to })}
        </Notice>
      );
    case 'not_sent':
      return (
        <Notice kind="warning" title={m.drafts_send_not_sent({ to })}>
          {said ? m.drafts_refused_said({ message: said }) : m.drafts_send_not_sent_text()}
        </Notice>
      );
    case 'not_known':
      return (
        <Notice kind="warning" title={m.invoices_send_not_known_title()}>
          {m.invoices_not_known_send()}
        </Notice>
      );
  }
}
