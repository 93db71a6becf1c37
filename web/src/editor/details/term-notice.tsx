import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { m } from '../../messages/compiled/messages.js';
import { MissingTerm } from '../../ui/fields/missing-term.tsx';
import { useEdited, useEditor } from '../editor-store.ts';
import styles from './details-section.module.css';

type TermNoticeProps = {
  /** The term that is sent with the due date; null for the customer's or the company's default. */
  termId: string | null;
  /** Days to the due date for which QuickBooks has no term; null when it has one. */
  missingDays: number | null;
};

/** The same warning in the list of problems; null when QuickBooks has a term for the due date. */
export const termCaution = (missingDays: number | null): FieldError | null =>
  missingDays === null || missingDays < 0
    ? null
    : { path: 'details.term', problem: 'term_missing', limit: missingDays };

/** Warns about what QuickBooks prints when it has no term for the due date. */
export function TermNotice({ termId, missingDays }: TermNoticeProps) {
  const { dispatch } = useEditor();
  const { terms, defaultTermId } = useEdited(({ company }) => company);
  if (missingDays === null || missingDays < 0) return null;
  const nameOf = (wanted: string | null) => terms.find(({ id }) => id === wanted)?.name;
  const [chosen, usual] = [nameOf(termId), nameOf(defaultTermId)];
  const printed = usual
    ? m.common_term_printed_default({ term: usual })
    : m.common_term_printed_customer();
  return (
    <div className={styles.wide}>
      <MissingTerm
        days={missingDays}
        printed={chosen ? m.common_term_printed({ term: chosen }) : printed}
        created={(term) => dispatch({ type: 'term_created', term })}
      />
    </div>
  );
}
