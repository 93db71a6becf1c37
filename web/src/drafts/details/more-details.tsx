import { useState } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { useOpenDraft } from '../draft-form-context.ts';
import { TextField } from '../text-field.tsx';
import styles from './details-section.module.css';

/** Message and memo; folded while both are empty. */
export function MoreDetails() {
  const { message, memo } = useOpenDraft().opened.content.details;
  const [open] = useState(message !== '' || memo !== '');
  return (
    <details className={styles.more} open={open}>
      <summary>{m.drafts_more()}</summary>
      <div className={styles.moreFields}>
        <TextField
          path="details.message"
          label={m.drafts_message()}
          help={m.drafts_message_help()}
          rows={3}
        />
        <TextField
          path="details.memo"
          label={m.drafts_memo()}
          help={m.drafts_memo_help()}
          rows={3}
        />
      </div>
    </details>
  );
}
