import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { Card } from '../ui/layout/card.tsx';
import { mappedHelp, mappedNames } from './field-names.ts';
import { InvoiceFieldsMapping } from './invoice-fields-mapping.tsx';
import { mappedFields } from './mapping.ts';
import { MappingField } from './mapping-field.tsx';
import { MappingPreview } from './mapping-preview.tsx';
import { NumbersField } from './numbers-field.tsx';
import styles from './preferences-card.module.css';
import type { Shown } from './queries.ts';
import { SaveBar } from './save-bar.tsx';
import { TermField } from './term-field.tsx';
import type { Preferences } from './use-preferences.ts';

export type PreferencesCardProps = {
  shown: Shown;
  preferences: Preferences;
  /** Name of the only person who may change them; null when this user may. */
  onlyFor: string | null;
};

/** Defaults of new invoices, for the whole company. */
export function PreferencesCard({ shown, preferences, onlyFor }: PreferencesCardProps) {
  const { mapping, setSource, term, setTerm, offerUpdates, setOfferUpdates } = preferences;
  return (
    <Card title={m.preferences_title()} text={m.preferences_text()}>
      {onlyFor ? <Notice kind="info" title={m.preferences_read_only({ name: onlyFor })} /> : null}
      <fieldset disabled={onlyFor !== null} className={styles.fields}>
        <legend className="unseen">{m.preferences_title()}</legend>
        <div className={styles.columns}>
          <div className={styles.mapping}>
            {mappedFields.map((field) => (
              <MappingField
                key={field}
                label={mappedNames[field]()}
                help={mappedHelp[field]?.()}
                source={mapping[field]}
                fields={shown.fields}
                pick={(source) => setSource(field, source)}
              />
            ))}
          </div>
          <MappingPreview
            dealId={shown.previewDealId}
            mapping={mapping}
            invoiceFields={preferences.invoiceFields}
          />
        </div>
        <InvoiceFieldsMapping shown={shown} preferences={preferences} />
        <div className={styles.term}>
          <h3>{m.preferences_term_title()}</h3>
          <p className={styles.soft}>{m.preferences_term_text()}</p>
          <TermField term={term} set={setTerm} terms={shown.terms} />
        </div>
        <NumbersField shown={shown} preferences={preferences} withExample={onlyFor === null} />
        <div className={styles.term}>
          <h3>{m.preferences_customer_title()}</h3>
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={offerUpdates}
              onChange={({ target }) => setOfferUpdates(target.checked)}
              aria-describedby="offer-updates-help"
            />
            <span>{m.preferences_offer_updates()}</span>
          </label>
          <p id="offer-updates-help" className={styles.soft}>
            {m.preferences_offer_updates_help()}
          </p>
        </div>
        <div className={styles.term}>
          <h3>{m.preferences_values_title()}</h3>
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={preferences.valuesIncludeTax}
              onChange={({ target }) => preferences.setValuesIncludeTax(target.checked)}
              aria-describedby="values-include-tax-help"
            />
            <span>{m.preferences_values_include_tax()}</span>
          </label>
          <p id="values-include-tax-help" className={styles.soft}>
            {m.preferences_values_include_tax_help()}
          </p>
        </div>
        {onlyFor ? null : <SaveBar shown={shown} preferences={preferences} />}
      </fieldset>
    </Card>
  );
}
