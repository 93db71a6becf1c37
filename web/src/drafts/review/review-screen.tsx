import { recipientsIn } from '@dealbill/server/shared/text/recipients-in';
import { EditorFooter } from '../../editor/editor-footer.tsx';
import { EditorLayout } from '../../editor/editor-layout.tsx';
import { useEdited } from '../../editor/editor-store.ts';
import { modalSizes } from '../../host/modal-size.ts';
import { useModalSize } from '../../host/use-modal-size.ts';
import { useEscape } from '../../lib/use-escape.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { focusOnMount } from '../../ui/focus/focus-on-mount.ts';
import { Section } from '../../ui/layout/section.tsx';
import { profileNow } from '../check-new-invoice.ts';
import { CreateButtons } from '../create-buttons.tsx';
import { useDraft, useDraftState } from '../draft-session.ts';
import { addedByQuickbooks } from './added-by-quickbooks.ts';
import { InvoicePreview } from './invoice-preview.tsx';
import styles from './review-screen.module.css';

/** What will be created: the invoice, its recipients, and what QuickBooks adds to it. */
export function ReviewScreen() {
  const { opened, create, dispatch } = useDraft();
  const creating = useDraftState((state) => state.creating);
  const state = useEdited((edited) => edited);
  const { document: content } = state;
  const profile = profileNow(state, opened);
  const added = addedByQuickbooks(content, profile);
  const back = (path: string) => {
    dispatch({ type: 'reviewing', reviewing: false });
    requestAnimationFrame(() => focusField(path));
  };
  const close = () => back('review');
  useModalSize(modalSizes.form);
  useEscape(creating ? undefined : close);
  return (
    <EditorLayout
      inert={creating}
      onward={() => void create()}
      header={
        <h1 className={styles.title} tabIndex={-1} ref={focusOnMount}>
          {m.drafts_review_title()}
        </h1>
      }
      aside={
        <>
          <Section title={m.drafts_review_recipients()} quiet>
            <RecipientList />
            <Button className={styles.change} onClick={() => back('customer.email')}>
              {m.drafts_review_change()}
            </Button>
          </Section>
          <Section title={m.drafts_review_adds()} quiet>
            {added.length === 0 ? <p className={styles.soft}>{m.drafts_adds_nothing()}</p> : null}
            <ul className={styles.added}>
              {added.map(({ key, text }) => (
                <li key={key}>{text}</li>
              ))}
            </ul>
          </Section>
        </>
      }
      footer={
        <EditorFooter
          status={creating ? m.drafts_creating() : m.drafts_review_status()}
          announced={creating}
        >
          <Button disabled={creating} onClick={close}>
            {m.drafts_review_back()}
          </Button>
          <CreateButtons />
        </EditorFooter>
      }
    >
      <InvoicePreview content={content} profile={profile} />
    </EditorLayout>
  );
}

function RecipientList() {
  const document = useEdited((state) => state.document);
  const { to, cc, bcc } = recipientsIn(document);
  if (`${to}${cc}${bcc}` === '') return <p className={styles.soft}>{m.drafts_email_missing()}</p>;
  const rows = [
    { name: m.invoices_send_to(), emails: to || m.drafts_email_none() },
    { name: m.editor_cc(), emails: cc },
    { name: m.editor_bcc(), emails: bcc },
  ];
  return (
    <dl className={styles.recipients}>
      {rows.map(({ name, emails }) =>
        emails === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{emails}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
