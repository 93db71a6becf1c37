import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { useState } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { PaperPlaneIcon, QuestionIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import styles from './send-screen.module.css';
import { useResolving } from './use-resolving.ts';

type SendOutcomeProps = {
  context: InvoiceContext;
  /** The invoice as the response returned it. */
  invoice: InvoiceRow;
  /** The address it was sent to. */
  to: string;
  /** Called when it turned out that it was not sent. */
  notSent: () => void;
  close: () => void;
};

/** States that the invoice was sent, or that this is being checked, and then the outcome. */
export function SendOutcome({ context, invoice, to, notSent, close }: SendOutcomeProps) {
  const [row, setRow] = useState(invoice);
  const checking = row.checking === 'send';
  useResolving({ context, invoiceId: row.id, waiting: checking }, (known) => {
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
          <Button variant="primary" onClick={close}>
            {m.common_done()}
          </Button>
        }
      >
        {textOf()}
      </EmptyState>
    </section>
  );
}
