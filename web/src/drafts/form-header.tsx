import { fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { useDraft } from './draft-session.ts';
import styles from './form-header.module.css';

/** The deal, and the notice that an unfinished draft was opened, with a button for a new form. */
export function FormHeader({ startFresh }: { startFresh: () => void }) {
  const { opened, saving } = useDraft();
  const { deal, instalment, savedAt } = opened;
  // Content that could not be saved stays on the screen; the footer says why.
  const leave = async () => {
    if (await saving.flush()) startFresh();
  };
  return (
    <header className={styles.header}>
      <div className={styles.what}>
        <h1 tabIndex={-1} ref={focusOnMount} className={styles.title}>
          {m.editor_form_title()}
        </h1>
        <p className={styles.deal}>{m.drafts_form_for_deal({ deal: deal.title })}</p>
        {instalment ? (
          <p className={styles.deal}>{m.billing_plans_form_entry(instalment)}</p>
        ) : null}
      </div>
      {savedAt ? (
        <p className={styles.continued}>
          {m.drafts_continued({ when: fullInstant(savedAt) })}{' '}
          <Button variant="quiet" onClick={leave}>
            {m.drafts_start_fresh()}
          </Button>
        </p>
      ) : null}
    </header>
  );
}
