import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { Term } from '@dealbill/server/shared/books';
import { termToSend } from '@dealbill/server/shared/fitting-term';
import { queryClient } from '../../lib/query-client.ts';
import { MissingTerm } from '../../ui/missing-term.tsx';
import { m } from '../../words/compiled/messages.js';
import { useOpenDraft } from '../draft-form-context.ts';
import styles from './details-section.module.css';

/** The open form knows the new term at once. */
const addTerm = (term: Term) =>
  queryClient.setQueriesData<DraftForm>({ queryKey: ['drafts', 'open'] }, (form) =>
    form && !form.books.terms.some(({ id }) => id === term.id)
      ? { ...form, books: { ...form.books, terms: [...form.books.terms, term] } }
      : form,
  );

/** What QuickBooks would print where it has no term for the due date. */
export function TermNotice() {
  const { opened, content } = useOpenDraft();
  const { terms, defaultTermId } = opened.books;
  const { termId, missingDays } = termToSend(content.details, opened.books);
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
        created={addTerm}
      />
    </div>
  );
}
