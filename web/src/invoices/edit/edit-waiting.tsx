import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { InvoiceDocument } from '../../editor/document.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { ClockIcon } from '../../ui/controls/icons.tsx';
import { focusOnMount } from '../../ui/focus/focus-on-mount.ts';
import styles from './edit-form.module.css';
import { EditReview } from './edit-review.tsx';

type EditWaitingProps = {
  /** `checking` is this edit, `busy` an earlier action. */
  step: 'checking' | 'busy';
  page: InvoicePage;
  typed: InvoiceDocument;
  close: () => void;
};

/** Shown after a lost response: what is being checked, and which changes are stored meanwhile. */
export function EditWaiting({ step, page, typed, close }: EditWaitingProps) {
  const mine = step === 'checking';
  return (
    <main className={styles.main} aria-live="polite">
      <header className={styles.waiting}>
        <ClockIcon />
        <h1 tabIndex={-1} ref={focusOnMount}>
          {mine ? m.invoices_checking_edit() : m.invoices_edit_busy_title()}
        </h1>
      </header>
      <p>{mine ? m.invoices_edit_checking_text() : m.invoices_edit_busy_text()}</p>
      <EditReview page={page} typed={typed} />
      <p className={styles.soft}>{m.invoices_edit_checking_close()}</p>
      <div>
        <Button onClick={close}>{m.common_done()}</Button>
      </div>
    </main>
  );
}
