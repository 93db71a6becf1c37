import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { confirmInHost } from '../../host/dialogs.ts';
import { modalSizes } from '../../host/modal-size.ts';
import type { InvoiceContext } from '../../host/read-context.ts';
import { useModalSize } from '../../host/use-modal-size.ts';
import { money } from '../../lib/format.ts';
import { useEscape } from '../../lib/use-escape.ts';
import { m } from '../../messages/compiled/messages.js';
import { focusField } from '../../ui/focus/focus-field.ts';
import { focusOnMount } from '../../ui/focus/focus-on-mount.ts';
import { changesOf, isUnchanged } from './changes-of.ts';
import { EditContext } from './edit-context.ts';
import { EditFields } from './edit-fields.tsx';
import { EditFooter } from './edit-footer.tsx';
import styles from './edit-form.module.css';
import { EditNotices, NotFreshNotice } from './edit-notices.tsx';
import { EditReview } from './edit-review.tsx';
import { type EditValues, valuesOf } from './edit-values.ts';
import { EditWaiting } from './edit-waiting.tsx';
import { EditWarnings } from './edit-warnings.tsx';
import { takeUp } from './restore-edit.ts';
import { forgetEdit, useStoredEdit, withKept } from './stored-edit.ts';
import { useEditProblems } from './use-edit-problems.ts';
import { useEditing } from './use-editing.ts';

type EditFormProps = {
  context: InvoiceContext;
  opened: InvoicePage;
  saved: () => void;
  leave: () => void;
};

const reallyLeave = (number: string): Promise<boolean> =>
  confirmInHost({
    title: m.invoices_edit_leave_title(),
    description: m.invoices_edit_leave_text({ number }),
    okText: m.common_close_anyway(),
    cancelText: m.common_stay(),
    okColor: 'negative',
  });

/** Edits an invoice: fields, review of the changes, then saving. */
export function EditForm({ context, saved, leave, ...asked }: EditFormProps) {
  const [opened] = useState(() => withKept(asked.opened));
  const invoiceId = opened.invoice.id;
  const form = useForm<EditValues>({ defaultValues: takeUp(opened) });
  const typed = form.watch();
  const editing = useEditing({
    context,
    opened,
    form,
    refuse: ({ fields }) => problems.refuse(fields),
    saved,
  });
  const { step, notice, saving, save, setStep, setNotice } = editing;
  const [created, setCreated] = useState<InvoicePage['terms']>([]);
  const page = { ...editing.page, terms: [...editing.page.terms, ...created] };
  const addTerm = (term: InvoicePage['terms'][number]) => setCreated([...created, term]);
  const changes = changesOf(page, typed);
  const unchanged = isUnchanged(changes);
  const problems = useEditProblems(page, changes, typed);
  // A review of a few lines needs less room than the form.
  useModalSize(step === 'review' ? { width: 760, height: 520 } : modalSizes.edit);
  const number = page.invoice.number || m.invoices_without_number();
  const gone = notice?.kind === 'gone';
  useStoredEdit(invoiceId, { changes, seen: page.seen }, unchanged || gone);

  const cancel = async () => {
    if (!unchanged && !(await reallyLeave(number))) return;
    forgetEdit(invoiceId);
    leave();
  };
  const forget = () => {
    form.reset(valuesOf(page));
    setNotice(null);
  };
  const waiting = step === 'checking' || step === 'busy';
  // Leaving an edit that is being checked loses nothing: it is stored and shown when the invoice is
  // opened again.
  useEscape(saving ? undefined : () => void (waiting ? leave() : cancel()), { asks: true });

  const review = () => {
    const locked = changes.lines && !page.linesCanChange;
    const first = locked ? 'lines' : problems.problems[0]?.path;
    if (first === undefined) {
      setNotice(null);
      return setStep('review');
    }
    problems.tell();
    // The marks are rendered first, so that screen readers announce the focused field with its
    // error.
    requestAnimationFrame(() => focusField(first));
  };

  if (step === 'checking' || step === 'busy') {
    return <EditWaiting step={step} page={page} typed={typed} close={leave} />;
  }
  return (
    <EditContext value={{ context, page, addTerm, problems: problems.shown }}>
      <FormProvider {...form}>
        <form className={styles.form} noValidate onSubmit={(event) => event.preventDefault()}>
          <main className={styles.main}>
            <header>
              <h1 tabIndex={-1} ref={focusOnMount} key={step}>
                {step === 'form'
                  ? m.invoices_edit_title({ number })
                  : m.invoices_edit_review_title({ number })}
              </h1>
              <p className={styles.soft}>
                {page.invoice.customerName} · {money(page.invoice.total, page.invoice.currency)}
              </p>
            </header>
            {page.fresh || notice?.kind === 'failed' ? null : <NotFreshNotice page={page} />}
            <EditNotices
              notice={notice}
              page={page}
              forget={forget}
              connected={() => setNotice(null)}
            />
            {gone || notice?.kind === 'paid' ? null : <EditWarnings page={page} />}
            {step === 'form' ? (
              <EditFields inert={gone} />
            ) : (
              <>
                <p className={styles.soft}>{m.invoices_edit_review_text()}</p>
                <EditReview page={page} typed={typed} />
              </>
            )}
          </main>
          <EditFooter
            step={step}
            unchanged={unchanged || gone}
            saving={saving}
            leave={cancel}
            review={review}
            goBack={() => setStep('form')}
            save={save}
          />
        </form>
      </FormProvider>
    </EditContext>
  );
}
