import type { InvoiceFieldName } from '@dealbill/server/shared/contract/invoice-fields';
import { type ReactNode, useState } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { Section } from '../../ui/layout/section.tsx';
import { useEditor } from '../editor-store.ts';
import { TextField } from '../text-field.tsx';
import styles from './details-section.module.css';
import { InvoiceFields } from './invoice-fields.tsx';

type DetailsSectionProps = {
  /** The fields of the mode: dates, term and what else can change. */
  children: ReactNode;
  /** Shows message and memo from the start, also while both are empty. */
  textsOpen?: boolean;
  note?: string;
  today: string;
  /** What to say about message, memo and further fields. */
  help?: (field: InvoiceFieldName) => string | undefined;
};

/** Dates and terms of the document, then message and memo. */
export function DetailsSection(props: DetailsSectionProps) {
  const { children, textsOpen = false, note, today, help } = props;
  return (
    <Section title={m.editor_details_title()}>
      <div className={styles.fields}>{children}</div>
      <Texts open={textsOpen} help={help} />
      <InvoiceFields today={today} help={help} />
      {note ? <p className={styles.help}>{note}</p> : null}
    </Section>
  );
}

/** Message and memo; folded while they are empty or the company's own, unless `open`. */
function Texts({ open, help }: { open: boolean; help: DetailsSectionProps['help'] }) {
  const { state } = useEditor();
  const [unfolded] = useState(() => {
    const { document, company } = state.getState();
    const { message, memo } = document.details;
    const isUsual = message === '' || message === company.salesForms?.message;
    return open || !isUsual || memo !== '';
  });
  return (
    <details className={styles.more} open={unfolded}>
      <summary>{m.editor_more()}</summary>
      <div className={styles.moreFields}>
        <TextField
          path="details.message"
          label={m.editor_message()}
          help={help?.('message') ?? m.editor_message_help()}
          rows={3}
        />
        <TextField
          path="details.memo"
          label={m.editor_memo()}
          help={help?.('memo') ?? m.editor_memo_help()}
          rows={3}
        />
      </div>
    </details>
  );
}
