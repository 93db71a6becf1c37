import { m } from '../../messages/compiled/messages.js';
import { Options } from '../../ui/controls/options.tsx';
import { Field, Select } from '../../ui/fields/field.tsx';
import { commonTaxCode } from '../document.ts';
import { useEdited, useEditor } from '../editor-store.ts';
import styles from './lines-section.module.css';

/** Path with which `focusField` finds the control. */
export const sameTaxPath = 'lines.sameTax';

/** Sets the tax code of every line. Shows the common code, or none while they differ. */
export function SameTax() {
  const { dispatch } = useEditor();
  const taxCodes = useEdited(({ company }) => company.taxCodes);
  const common = useEdited(({ document }) => commonTaxCode(document) ?? '');
  return (
    <Field label={m.editor_lines_same_tax()} className={styles.sameTax}>
      {(control) => (
        <Select
          {...control}
          data-path={sameTaxPath}
          value={common}
          onChange={({ target }) =>
            dispatch({ type: 'tax_code_chosen', index: null, id: target.value })
          }
        >
          <option value="" disabled>
            {m.editor_line_tax_choose()}
          </option>
          <Options of={taxCodes} chosen={common} gone={m.editor_line_tax_gone()} />
        </Select>
      )}
    </Field>
  );
}
