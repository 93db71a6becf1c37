import { useFormContext } from 'react-hook-form';
import { plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Options } from '../../ui/controls/options.tsx';
import { Field, Select } from '../../ui/fields/field.tsx';
import { MissingTerm } from '../../ui/fields/missing-term.tsx';
import { useErrorAt, useOpenEdit } from './edit-context.ts';
import styles from './edit-form.module.css';
import { EditText } from './edit-text.tsx';
import type { EditValues } from './edit-values.ts';
import { termAfter } from './term-after.ts';
import { useDueByTerm } from './use-due-by-term.ts';

/** Due date, term, addresses and texts of the invoice. */
export function EditDetails() {
  const { page } = useOpenEdit();
  const { offered, take, choose, typed } = useDueByTerm();
  return (
    <>
      <div className={styles.fields}>
        <TermField choose={choose} />
        <EditText
          path="dueDate"
          label={m.invoices_edit_due_date()}
          type="date"
          onTyped={typed}
          help={
            offered ? (
              <button type="button" className={styles.link} onClick={take}>
                {m.invoices_edit_due_by_term({ date: plainDate(offered, page.today) })}
              </button>
            ) : undefined
          }
        />
        <EditText
          path="email"
          label={m.invoices_edit_email()}
          help={m.invoices_edit_email_help()}
          type="email"
        />
      </div>
      <EditedTerm />
      <div className={styles.texts}>
        <EditText
          path="message"
          label={m.invoices_edit_message()}
          help={m.invoices_edit_message_help()}
          rows={3}
        />
        <EditText
          path="memo"
          label={m.invoices_edit_memo()}
          help={m.invoices_edit_memo_help()}
          rows={3}
        />
      </div>
    </>
  );
}

/** Warns when QuickBooks has no term for the edited due date. */
function EditedTerm() {
  const { page, addTerm } = useOpenEdit();
  const { watch } = useFormContext<EditValues>();
  const [dueDate, termId] = watch(['dueDate', 'termId']);
  const after = termAfter(page, { dueDate, termId });
  if (after.missingDays === null || after.missingDays < 0) return null;
  const name = page.terms.find(({ id }) => id === after.termId)?.name;
  return (
    <MissingTerm
      days={after.missingDays}
      printed={name ? m.common_term_printed({ term: name }) : m.common_term_printed_customer()}
      created={addTerm}
    />
  );
}

function TermField({ choose }: { choose: (termId: string) => void }) {
  const { page } = useOpenEdit();
  const { watch } = useFormContext<EditValues>();
  const errorAt = useErrorAt();
  const termId = watch('termId');
  return (
    <Field label={m.invoices_edit_term()} error={errorAt('termId')}>
      {(control) => (
        <Select
          {...control}
          data-path="termId"
          value={termId}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">{m.invoices_edit_term_none()}</option>
          <Options of={page.terms} chosen={termId} gone={m.invoices_edit_term_gone()} />
        </Select>
      )}
    </Field>
  );
}
