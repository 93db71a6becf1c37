import type { DraftForm } from '@dealbill/server/contract/drafts';
import { sendsNumber } from '@dealbill/server/shared/contract/company-profile';
import { termToSend } from '@dealbill/server/shared/dates/fitting-term';
import { DateField } from '../../editor/details/date-field.tsx';
import styles from '../../editor/details/details-section.module.css';
import { DetailsSection } from '../../editor/details/details-section.tsx';
import { DueDateField } from '../../editor/details/due-date-field.tsx';
import { TermField } from '../../editor/details/term-field.tsx';
import { TermNotice } from '../../editor/details/term-notice.tsx';
import { useEdited } from '../../editor/editor-store.ts';
import { TextField } from '../../editor/text-field.tsx';
import { m } from '../../messages/compiled/messages.js';
import { useDraft } from '../draft-session.ts';
import { AmountsNotice } from './amounts-notice.tsx';
import { ConvertedNotice } from './converted-notice.tsx';
import { CurrencyField } from './currency-field.tsx';
import { RateField } from './rate-field.tsx';
import { TaxField } from './tax-field.tsx';

/** Dates, currency, number and tax of a new invoice. */
export function NewInvoiceDetails() {
  const { today, missingFields } = useDraft().opened;
  return (
    <DetailsSection
      note={m.drafts_template_help()}
      today={today}
      help={(field) => (missingFields.includes(field) ? m.drafts_missing_field() : undefined)}
    >
      <DateField field="issueDate" label={m.editor_issue_date()} today={today} />
      <TermField days />
      <DueDateField today={today} />
      <SentTerm />
      <CurrencyField />
      <RateField />
      <AmountsNotice />
      <ConvertedNotice />
      <NumberField />
      <TaxField />
    </DetailsSection>
  );
}

/** Warns when QuickBooks has no term for the due date. */
function SentTerm() {
  const details = useEdited(({ document }) => document.details);
  const company = useEdited((state) => state.company);
  const { termId, missingDays } = termToSend(details, company);
  return <TermNotice termId={termId} missingDays={missingDays} />;
}

/** The invoice number, where one is sent; QuickBooks assigns it elsewhere. */
function NumberField() {
  const { opened } = useDraft();
  if (sendsNumber(opened.profile)) {
    return <TextField path="details.number" label={m.editor_number()} help={numberHelp(opened)} />;
  }
  return (
    <div className={styles.note}>
      <p className={styles.noteTitle}>{m.editor_number()}</p>
      <p className={styles.noteText}>{m.drafts_number_by_quickbooks()}</p>
    </div>
  );
}

/** Where the proposed number comes from; the checks say why there is none. */
const numberHelp = ({ profile, proposedNumber, numberTrouble }: DraftForm): string | undefined => {
  if (proposedNumber === null || numberTrouble) return undefined;
  if (!profile.numbersByPattern) return m.drafts_number_help();
  return profile.customNumbers
    ? m.drafts_number_pattern_help()
    : m.drafts_number_pattern_automatic_help();
};
