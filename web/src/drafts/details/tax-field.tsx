import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useFormContext } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Field, Select } from '../../ui/fields/field.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import { TaxCodeSelect } from '../tax-code-select.tsx';
import styles from './details-section.module.css';

/** The tax settings of the invoice, by the company's tax regime. */
export function TaxField() {
  const { taxRegime } = useOpenDraft().opened.profile;
  if (taxRegime === 'per_line') return <TaxModeField />;
  if (taxRegime === 'us_manual') return <SalesTaxField />;
  return (
    <div className={styles.note}>
      <p className={styles.noteTitle}>{m.drafts_tax()}</p>
      <p className={styles.noteText}>
        {taxRegime === 'off' ? m.drafts_tax_off() : m.drafts_tax_automatic()}
      </p>
    </div>
  );
}

/** Outside the US: whether typed prices include tax. */
function TaxModeField() {
  const { register } = useFormContext<DraftContent>();
  const errorAt = useErrorAt();
  return (
    <Field label={m.drafts_tax_mode()} error={errorAt('details.taxMode')}>
      {(control) => (
        <Select {...control} {...register('details.taxMode')} data-path="details.taxMode">
          <option value="excluded">{m.drafts_tax_mode_excluded()}</option>
          <option value="inclusive">{m.drafts_tax_mode_inclusive()}</option>
          <option value="none">{m.drafts_tax_mode_none()}</option>
        </Select>
      )}
    </Field>
  );
}

/** In the US without automated sales tax: one tax code for all taxable lines. */
function SalesTaxField() {
  const errorAt = useErrorAt();
  const path = 'details.salesTaxCodeId';
  return (
    <Field label={m.drafts_sales_tax()} help={m.drafts_sales_tax_help()} error={errorAt(path)}>
      {(control) => (
        <TaxCodeSelect control={control} path={path} none={m.drafts_sales_tax_none()} />
      )}
    </Field>
  );
}
