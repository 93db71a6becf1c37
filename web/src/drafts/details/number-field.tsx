import { m } from '../../messages/compiled/messages.js';
import { useOpenDraft } from '../draft-form-context.ts';
import { TextField } from '../text-field.tsx';
import styles from './details-section.module.css';

/** The invoice number, in companies that assign their own; QuickBooks assigns it elsewhere. */
export function NumberField() {
  const { opened } = useOpenDraft();
  if (opened.profile.customNumbers) {
    return (
      <TextField
        path="details.number"
        label={m.drafts_number()}
        help={opened.proposedNumber === null ? undefined : m.drafts_number_help()}
      />
    );
  }
  return (
    <div className={styles.note}>
      <p className={styles.noteTitle}>{m.drafts_number()}</p>
      <p className={styles.noteText}>{m.drafts_number_by_quickbooks()}</p>
    </div>
  );
}
