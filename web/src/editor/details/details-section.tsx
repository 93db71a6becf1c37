import { type ReactNode, useState } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { Section } from '../../ui/layout/section.tsx';
import { useEditor } from '../editor-store.ts';
import { TextField } from '../text-field.tsx';
import styles from './details-section.module.css';

type DetailsSectionProps = {
  /** The fields of the mode: dates, term and what else can change. */
  children: ReactNode;
  /** Shows message and memo from the start, also while both are empty. */
  textsOpen?: boolean;
  note?: string;
};

/** Dates and terms of the document, then message and memo. */
export function DetailsSection({ children, textsOpen = false, note }: DetailsSectionProps) {
  return (
    <Section title={m.editor_details_title()}>
      <div className={styles.fields}>{children}</div>
      <Texts open={textsOpen} />
      {note ? <p className={styles.help}>{note}</p> : null}
    </Section>
  );
}

/** Message and memo; folded while both are empty, unless `open`. */
function Texts({ open }: { open: boolean }) {
  const { state } = useEditor();
  const [unfolded] = useState(() => {
    const { message, memo } = state.getState().document.details;
    return open || message !== '' || memo !== '';
  });
  return (
    <details className={styles.more} open={unfolded}>
      <summary>{m.editor_more()}</summary>
      <div className={styles.moreFields}>
        <TextField
          path="details.message"
          label={m.editor_message()}
          help={m.editor_message_help()}
          rows={3}
        />
        <TextField
          path="details.memo"
          label={m.editor_memo()}
          help={m.editor_memo_help()}
          rows={3}
        />
      </div>
    </details>
  );
}
