import { useEffect, useState } from 'react';
import { DetailsSection } from '../../editor/details/details-section.tsx';
import { DueDateField } from '../../editor/details/due-date-field.tsx';
import { TermField } from '../../editor/details/term-field.tsx';
import { TermNotice, termCaution } from '../../editor/details/term-notice.tsx';
import { EditorLayout } from '../../editor/editor-layout.tsx';
import { EditorContext, useEdited } from '../../editor/editor-store.ts';
import { LinesSection } from '../../editor/line-editor/lines-section.tsx';
import { ProblemList } from '../../editor/problem-list.tsx';
import { TextField } from '../../editor/text-field.tsx';
import { TotalsCard } from '../../editor/totals-card.tsx';
import { confirmInHost } from '../../host/dialogs.ts';
import { modalSizes } from '../../host/modal-size.ts';
import type { InvoiceContext } from '../../host/read-context.ts';
import { useModalSize } from '../../host/use-modal-size.ts';
import { money } from '../../lib/format.ts';
import { useEscape } from '../../lib/use-escape.ts';
import { m } from '../../messages/compiled/messages.js';
import { focusOnMount } from '../../ui/focus/focus-on-mount.ts';
import { useResolving } from '../use-resolving.ts';
import { isUnchanged } from './changes-of.ts';
import { fieldsOf } from './edit-document.ts';
import { EditFooter } from './edit-footer.tsx';
import styles from './edit-form.module.css';
import { EditNotices, NotFreshNotice } from './edit-notices.tsx';
import { EditReview } from './edit-review.tsx';
import { EditContext, openEdit, useEdit, useEditState, useIsUnchanged } from './edit-session.ts';
import { EditWaiting } from './edit-waiting.tsx';
import { EditWarnings, isDelicate } from './edit-warnings.tsx';
import { LockedLines } from './locked-lines.tsx';
import { type OpenedEdit, withStored } from './proposed-lines.ts';
import { forgetEdit } from './stored-edit.ts';
import { termAfter } from './term-after.ts';

type EditFormProps = {
  context: InvoiceContext;
  opened: OpenedEdit;
  saved: () => void;
  leave: () => void;
};

/** Edits an invoice: fields, review of the changes, then saving. */
export function EditForm({ context, opened, saved, leave }: EditFormProps) {
  const [session] = useState(() => openEdit({ context, ...withStored(opened), saved }));
  useEffect(() => session.start(), [session]);
  return (
    <EditContext value={session}>
      <EditorContext value={session.editor}>
        <EditSteps leave={leave} />
      </EditorContext>
    </EditContext>
  );
}

const reallyLeave = (number: string): Promise<boolean> =>
  confirmInHost({
    title: m.invoices_edit_leave_title(),
    description: m.invoices_edit_leave_text({ number }),
    okText: m.common_close_anyway(),
    cancelText: m.common_stay(),
    okColor: 'negative',
  });

function EditSteps({ leave }: { leave: () => void }) {
  const session = useEdit();
  const { context, invoiceId, review, save, settled } = session;
  const { page, step, notice, saving } = useEditState((state) => state);
  const isWaiting = step === 'checking' || step === 'busy';
  // A review of a few lines needs less room than the form.
  useModalSize(step === 'review' ? { width: 760, height: 520 } : modalSizes.edit);
  useResolving({ context, invoiceId, waiting: isWaiting }, settled);
  const number = page.invoice.number || m.invoices_without_number();

  const cancel = async () => {
    if (!isUnchanged(session.changes()) && !(await reallyLeave(number))) return;
    forgetEdit(invoiceId);
    leave();
  };
  // Leaving an edit that is being checked loses nothing: it is stored and shown when the invoice is
  // opened again.
  useEscape(saving ? undefined : () => void (isWaiting ? leave() : cancel()), { asks: true });

  if (step === 'checking' || step === 'busy') {
    const typed = session.editor.state.getState().document;
    return <EditWaiting step={step} page={page} typed={typed} close={leave} />;
  }
  const isForm = step === 'form';
  return (
    <EditorLayout
      onward={isForm ? review : () => void save()}
      header={
        <>
          <header className={styles.header}>
            <h1 tabIndex={-1} ref={focusOnMount} key={step}>
              {isForm
                ? m.invoices_edit_title({ number })
                : m.invoices_edit_review_title({ number })}
            </h1>
            <p className={styles.soft}>
              {page.invoice.customerName} · {money(page.invoice.total, page.invoice.currency)}
            </p>
          </header>
          {page.fresh || notice?.kind === 'failed' ? null : <NotFreshNotice page={page} />}
          <EditNotices />
          {notice?.kind === 'gone' || notice?.kind === 'paid' ? null : <EditWarnings page={page} />}
        </>
      }
      aside={isForm ? <EditAside /> : undefined}
      footer={<EditFooter cancel={cancel} />}
    >
      {isForm ? <EditParts /> : <Review />}
    </EditorLayout>
  );
}

/** All editable fields; `inert` keeps them readable when they can no longer be edited. */
function EditParts() {
  const { page, notice } = useEditState((state) => state);
  return (
    <div className={styles.parts} inert={notice?.kind === 'gone'}>
      <DetailsSection textsOpen today={page.today}>
        <TermField />
        <DueDateField today={page.today} />
        <TextField
          path="customer.email"
          label={m.editor_email()}
          help={m.invoices_edit_email_help()}
          type="email"
        />
        <EditedTerm />
      </DetailsSection>
      {page.linesCanChange ? (
        <LinesSection
          today={page.today}
          note={page.taxed ? m.invoices_edit_prices_net() : undefined}
        />
      ) : (
        <LockedLines />
      )}
    </div>
  );
}

/** Warns when QuickBooks has no term for the edited due date. */
function EditedTerm() {
  const page = useEditState((state) => state.page);
  const document = useEdited((state) => state.document);
  return <TermNotice {...termAfter(page, fieldsOf(document))} />;
}

function EditAside() {
  const unchanged = useIsUnchanged();
  const { page, notice } = useEditState((state) => state);
  const document = useEdited((state) => state.document);
  const caution = termCaution(termAfter(page, fieldsOf(document)).missingDays);
  const isWarned =
    (notice !== null && notice.kind !== 'taken_up' && notice.kind !== 'proposed') || !page.fresh;
  const isReady = caution === null && !isWarned && !isDelicate(page);
  return (
    <>
      <TotalsCard />
      {unchanged ? null : (
        <ProblemList
          title={m.invoices_edit_check_title()}
          cautions={caution ? [caution] : []}
          clear={{
            text: isReady ? m.invoices_edit_check_clear() : m.editor_check_cautions_first(),
            isReady,
          }}
        />
      )}
    </>
  );
}

function Review() {
  const page = useEditState((state) => state.page);
  const document = useEdited((state) => state.document);
  return (
    <>
      <p className={styles.soft}>{m.invoices_edit_review_text()}</p>
      <EditReview page={page} typed={document} />
    </>
  );
}
