import { m } from '../../messages/compiled/messages.js';
import { Section } from '../../ui/layout/section.tsx';
import { useOpenDraft } from '../draft-form-context.ts';
import { TextField } from '../text-field.tsx';
import { AmountsNotice } from './amounts-notice.tsx';
import { CurrencyField } from './currency-field.tsx';
import { DateFields } from './date-fields.tsx';
import styles from './details-section.module.css';
import { MoreDetails } from './more-details.tsx';
import { RateField } from './rate-field.tsx';
import { TaxField } from './tax-field.tsx';
import { TermNotice } from './term-notice.tsx';

/** Dates, currency, number and tax. */
export function DetailsSection() {
  return (
    <Section title={m.drafts_details_title()}>
      <div className={styles.fields}>
        <DateFields />
        <TermNotice />
        <CurrencyField />
        <RateField />
        <AmountsNotice />
        <NumberField />
        <TaxField />
      </div>
      <MoreDetails />
      <p className={styles.help}>{m.drafts_template_help()}</p>
    </Section>
  );
}

/** The invoice number, in companies that assign their own; QuickBooks assigns it elsewhere. */
function NumberField() {
  const { opened } = useOpenDraft();
  if (opened.profile.customNumbers) {
    return (
      <TextField
        path="details.number"
        label={m.drafts_number()}
        help={opened.proposedNumber === null ? undefined : m.drafts_number_help()}
      />
    );
  }
  return (
    <div className={styles.note}>
      <p className={styles.noteTitle}>{m.drafts_number()}</p>
      <p className={styles.noteText}>{m.drafts_number_by_quickbooks()}</p>
    </div>
  );
}
