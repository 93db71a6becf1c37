import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { Term } from '@dealbill/server/shared/contract/company-profile';
import { termToSend } from '@dealbill/server/shared/dates/fitting-term';
import { queryClient } from '../../lib/query-client.ts';
import { m } from '../../messages/compiled/messages.js';
import { MissingTerm } from '../../ui/fields/missing-term.tsx';
import { useOpenDraft } from '../draft-form-context.ts';
import styles from './details-section.module.css';

/** Adds the new term to the cached form, so that it can be selected at once. */
const addTerm = (term: Term) =>
  queryClient.setQueriesData<DraftForm>({ queryKey: ['drafts', 'open'] }, (form) =>
    form && !form.profile.terms.some(({ id }) => id === term.id)
      ? { ...form, profile: { ...form.profile, terms: [...form.profile.terms, term] } }
      : form,
  );

/** Warns about what QuickBooks prints when it has no term for the due date. */
export function TermNotice() {
  const { opened, content } = useOpenDraft();
  const { terms, defaultTermId } = opened.profile;
  const { termId, missingDays } = termToSend(content.details, opened.profile);
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
