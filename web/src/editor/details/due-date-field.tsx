import { dueByTerm } from '@dealbill/server/shared/dates/due-by-term';
import { plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { useEdited, useEditor } from '../editor-store.ts';
import { DateField } from './date-field.tsx';
import styles from './details-section.module.css';

/** The due date; offers the term's date once another one was typed. */
export function DueDateField({ today }: { today: string }) {
  const { dispatch } = useEditor();
  const offered = useEdited(({ dueFollows, document, company }) =>
    dueFollows ? null : dueByTerm(document.details, company.terms),
  );
  return (
    <DateField
      field="dueDate"
      label={m.editor_due_date()}
      today={today}
      help={
        offered ? (
          <button
            type="button"
            className={styles.link}
            onClick={() => dispatch({ type: 'due_by_term' })}
          >
            {m.editor_due_by_term({ date: plainDate(offered, today) })}
          </button>
        ) : undefined
      }
    />
  );
}
