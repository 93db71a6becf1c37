import { type TaxRules, taxRulesOf } from '@dealbill/server/shared/tax/tax-rules';
import styles from '../../editor/details/details-section.module.css';
import { useEdited, useEditor, useErrorAt } from '../../editor/editor-store.ts';
import { TaxCodeSelect } from '../../editor/tax-code-select.tsx';
import { m } from '../../messages/compiled/messages.js';
import { Field, Select } from '../../ui/fields/field.tsx';

/** The tax settings of the invoice; where there is nothing to choose, who decides the tax. */
export function TaxField() {
  const rules = useEdited(({ company }) => taxRulesOf(company));
  if (rules.priceModes.length > 1) return <TaxModeField />;
  if (rules.codes === 'per_invoice') return <SalesTaxField />;
  return (
    <div className={styles.note}>
      <p className={styles.noteTitle}>{m.drafts_tax()}</p>
      <p className={styles.noteText}>
        {rules.isByAddress ? m.drafts_tax_automatic() : m.drafts_tax_off()}
      </p>
    </div>
  );
}

const taxModeNames: Record<TaxRules['priceModes'][number], () => string> = {
  excluded: m.drafts_tax_mode_excluded,
  inclusive: m.drafts_tax_mode_inclusive,
  none: m.drafts_tax_mode_none,
};

/** Whether typed prices include tax. */
function TaxModeField() {
  const { dispatch } = useEditor();
  const error = useErrorAt('details.taxMode');
  const taxMode = useEdited(({ document }) => document.details.taxMode);
  const { priceModes } = useEdited(({ company }) => taxRulesOf(company));
  return (
    <Field label={m.editor_tax_mode()} error={error}>
      {(control) => (
        <Select
          {...control}
          data-path="details.taxMode"
          value={taxMode}
          onChange={({ target }) => {
            const chosen = priceModes.find((mode) => mode === target.value);
            if (chosen) dispatch({ type: 'tax_mode_chosen', taxMode: chosen });
          }}
        >
          {priceModes.map((mode) => (
            <option key={mode} value={mode}>
              {taxModeNames[mode]()}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** In the US without automated sales tax: one tax code for all taxable lines. */
function SalesTaxField() {
  const { dispatch } = useEditor();
  const path = 'details.salesTaxCodeId';
  const error = useErrorAt(path);
  const code = useEdited(({ document }) => document.details.salesTaxCodeId);
  return (
    <Field label={m.editor_sales_tax()} help={m.drafts_sales_tax_help()} error={error}>
      {(control) => (
        <TaxCodeSelect
          control={control}
          path={path}
          value={code}
          none={m.drafts_sales_tax_none()}
          choose={(id) => dispatch({ type: 'sales_tax_chosen', id })}
        />
      )}
    </Field>
  );
}
