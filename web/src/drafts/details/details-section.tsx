import { m } from '../../messages/compiled/messages.js';
import { Section } from '../../ui/layout/section.tsx';
import { AmountsNotice } from './amounts-notice.tsx';
import { CurrencyField } from './currency-field.tsx';
import { DateFields } from './date-fields.tsx';
import styles from './details-section.module.css';
import { MoreDetails } from './more-details.tsx';
import { NumberField } from './number-field.tsx';
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
