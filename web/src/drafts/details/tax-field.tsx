import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useController, useFormContext } from 'react-hook-form';
import { Field, Select } from '../../ui/field.tsx';
import { m } from '../../words/compiled/messages.js';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import styles from './details-section.module.css';

/** What there is to say, or to choose, about tax in this company. */
export function TaxField() {
  const { taxRegime } = useOpenDraft().opened.books;
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

/** Outside the US: whether typed prices contain the tax. */
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

/** In the US without automated sales tax: one code for all taxable lines. */
function SalesTaxField() {
  const { opened } = useOpenDraft();
  const errorAt = useErrorAt();
  const { field } = useController<DraftContent, 'details.salesTaxCodeId'>({
    name: 'details.salesTaxCodeId',
  });
  const path = 'details.salesTaxCodeId';
  const { taxCodes } = opened.books;
  const gone = field.value !== null && !taxCodes.some(({ id }) => id === field.value);
  return (
    <Field label={m.drafts_sales_tax()} help={m.drafts_sales_tax_help()} error={errorAt(path)}>
      {(control) => (
        <Select
          {...control}
          data-path={path}
          value={field.value ?? ''}
          onChange={(event) => field.onChange(event.target.value || null)}
        >
          <option value="">{m.drafts_sales_tax_none()}</option>
          {gone ? <option value={field.value ?? ''}>{m.drafts_line_tax_gone()}</option> : null}
          {taxCodes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
