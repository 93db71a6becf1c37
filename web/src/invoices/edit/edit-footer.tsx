import { useEffect, useEffectEvent } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import styles from './edit-form.module.css';

type EditFooterProps = {
  step: 'form' | 'review';
  /** True when saving would change nothing. */
  unchanged: boolean;
  saving: boolean;
  leave: () => void;
  review: () => void;
  goBack: () => void;
  save: () => void;
};

/** The actions of each step; Ctrl+Enter runs the primary one. */
export function EditFooter({ step, unchanged, saving, ...ways }: EditFooterProps) {
  const { leave, review, goBack, save } = ways;
  const onward = step === 'form' ? review : save;
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || unchanged) return;
    event.preventDefault();
    if (!event.repeat) onward();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => pressed(event);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <footer className={styles.footer}>
      <p role="status" className={styles.soft}>
        {unchanged ? m.invoices_edit_unchanged() : ''}
      </p>
      <Button disabled={saving} onClick={leave}>
        {m.common_cancel()}
      </Button>
      {step === 'review' ? (
        <Button disabled={saving} onClick={goBack}>
          {m.invoices_edit_go_back()}
        </Button>
      ) : null}
      <Button
        variant="primary"
        busy={saving}
        disabled={unchanged}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        // The second click of a double click must not confirm the next step.
        onClick={({ detail }) => (detail > 1 ? undefined : onward())}
      >
        {step === 'form'
          ? m.invoices_edit_review()
          : saving
            ? m.invoices_edit_saving()
            : m.invoices_edit_save()}
      </Button>
    </footer>
  );
}
