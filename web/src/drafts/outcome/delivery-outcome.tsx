import type { DraftStatus } from '@dealbill/server/contract/drafts';
import { m } from '../../messages/compiled/messages.js';
import { EnvelopeIcon, PaperPlaneIcon } from '../../ui/controls/icons.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import styles from './screen.module.css';
import { useOutcome } from './use-outcome.ts';

type DeliveryOutcomeProps = {
  /** Id of the outcome, so that the heading of the screen can refer to it. */
  id: string;
  status: DraftStatus;
  accept: (status: DraftStatus) => void;
};

type Sending = NonNullable<DraftStatus['sending']>;

/** What became of the e-mail of a created invoice; nothing when none was asked for. */
export function DeliveryOutcome({ id, status, accept }: DeliveryOutcomeProps) {
  const { sending, invoice } = status;
  if (!sending) {
    if (invoice?.delivery !== 'queued') return null;
    return (
      <p className={styles.delivery} id={id}>
        <EnvelopeIcon />
        {m.drafts_marked()}
      </p>
    );
  }
  const isOpen = sending.state === 'sending' || sending.state === 'checking';
  return (
    <div className={styles.deliveryState} id={id} aria-live="polite">
      <Outcome sending={sending} />
      {isOpen ? <Lookup draftId={status.id} accept={accept} /> : null}
    </div>
  );
}

type LookupProps = Pick<DeliveryOutcomeProps, 'accept'> & { draftId: string };

/** Polls until the outcome is known, and says when our server cannot be reached. */
function Lookup({ draftId, accept }: LookupProps) {
  const { unreachable } = useOutcome(draftId, (next) => {
    if (next) accept(next);
  });
  return unreachable ? <p>{m.drafts_unknown_offline()}</p> : null;
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
        <Notice kind="info" title={m.invoices_send_checking_title()} isInLiveRegion>
          {m.drafts_send_checking({ to })}
        </Notice>
      );
    case 'not_sent':
      return (
        <Notice kind="warning" title={m.drafts_send_not_sent({ to })} isInLiveRegion>
          {said ? m.drafts_refused_said({ message: said }) : m.drafts_send_not_sent_text()}
        </Notice>
      );
    case 'not_known':
      return (
        <Notice kind="warning" title={m.invoices_send_not_known_title()} isInLiveRegion>
          {m.invoices_not_known_send()}
        </Notice>
      );
  }
}
