import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useFormContext } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Options } from '../../ui/controls/options.tsx';
import { Field, Select } from '../../ui/fields/field.tsx';
import { useOpenDraft } from '../draft-form-context.ts';
import { lineWithCode } from './line-changes.ts';
import styles from './lines-section.module.css';

/** Path with which `focusField` finds the control. */
export const sameTaxPath = 'lines.sameTax';

/** Sets the tax code of every line. Shows the common code, or none while they differ. */
export function SameTax() {
  const { opened, content } = useOpenDraft();
  const { getValues, setValue } = useFormContext<DraftContent>();
  const { taxCodes } = opened.profile;
  const codes = new Set(content.lines.map(({ taxCodeId }) => taxCodeId ?? ''));
  const common = codes.size === 1 ? ([...codes][0] ?? '') : '';
  const set = (id: string) => {
    getValues('lines').forEach((line, index) => {
      setValue(`lines.${index}`, lineWithCode(line, id), { shouldDirty: true });
    });
  };
  return (
    <Field label={m.drafts_lines_same_tax()} className={styles.sameTax}>
      {(control) => (
        <Select
          {...control}
          data-path={sameTaxPath}
          value={common}
          onChange={({ target }) => set(target.value)}
        >
          <option value="" disabled>
            {m.drafts_line_tax_choose()}
          </option>
          <Options of={taxCodes} chosen={common} gone={m.drafts_line_tax_gone()} />
        </Select>
      )}
    </Field>
  );
}
