import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useFormContext } from 'react-hook-form';
import { plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field, Input } from '../../ui/fields/field.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import styles from './details-section.module.css';
import { TermField } from './term-field.tsx';
import { useDueDate } from './use-due-date.ts';

/** Invoice date, payment term and due date. */
export function DateFields() {
  const { register } = useFormContext<DraftContent>();
  const errorAt = useErrorAt();
  const due = useDueDate();
  const issued = register('details.issueDate', {
    onChange: (event) => due.changed({ issueDate: event.target.value }),
  });
  const dueInput = register('details.dueDate', {
    onChange: (event) => due.typed(event.target.value),
  });
  return (
    <>
      <Field label={m.drafts_issue_date()} error={errorAt('details.issueDate')}>
        {(control) => <Input {...control} {...issued} type="date" data-path="details.issueDate" />}
      </Field>
      <TermField onTerm={(term) => due.changed({ term })} />
      <Field
        label={m.drafts_due_date()}
        error={errorAt('details.dueDate')}
        help={due.byTerm ? <ByTerm date={due.byTerm} take={due.followAgain} /> : undefined}
      >
        {(control) => <Input {...control} {...dueInput} type="date" data-path="details.dueDate" />}
      </Field>
    </>
  );
}

/** Offers the due date that the term gives. */
function ByTerm({ date, take }: { date: string; take: () => void }) {
  const { issueDate } = useOpenDraft().content.details;
  return (
    <button type="button" className={styles.link} onClick={take}>
      {m.drafts_due_by_term({ date: plainDate(date, issueDate) })}
    </button>
  );
}
