import { useState } from 'react';
import type { InvoicePlace } from '../host/read-place.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { focusOnMount } from '../ui/focus-on-mount.ts';
import { PaperPlaneIcon, QuestionIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import type { InvoiceRow } from './invoice-actions.tsx';
import styles from './send-screen.module.css';
import { useSettling } from './use-settling.ts';

type SendOutcomeProps = {
  place: InvoicePlace;
  /** The invoice as the request left it. */
  invoice: InvoiceRow;
  /** Where it was sent to. */
  to: string;
  /** It turned out that it was not sent. */
  notSent: () => void;
  close: () => void;
};

/** It was sent; or that is being found out, and told here once it is known, or cannot be known. */
export function SendOutcome({ place, invoice, to, notSent, close }: SendOutcomeProps) {
  const [row, setRow] = useState(invoice);
  const checking = row.checking === 'send';
  useSettling({ place, invoiceId: row.id, waiting: checking }, (known) => {
    if (known.notDone === 'send') notSent();
    else setRow(known);
  });
  const notKnown = row.notKnown === 'send';
  const number = row.number || m.invoices_without_number();
  const titleOf = () => {
    if (checking) return m.invoices_send_checking_title();
    return notKnown ? m.invoices_send_not_known_title() : m.invoices_sent_title({ number, to });
  };
  const textOf = () => {
    if (checking) return m.invoices_send_checking_text();
    return notKnown ? m.invoices_not_known_send() : m.invoices_sent_text();
  };
  return (
    <section tabIndex={-1} ref={focusOnMount} className={styles.outcome} aria-live="polite">
      <EmptyState
        icon={notKnown ? <QuestionIcon /> : <PaperPlaneIcon />}
        heading="h1"
        title={titleOf()}
        action={
          <Button look="primary" onClick={close}>
            {m.common_done()}
          </Button>
        }
      >
        {textOf()}
      </EmptyState>
    </section>
  );
}
