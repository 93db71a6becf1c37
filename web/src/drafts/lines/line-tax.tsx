import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useFormContext } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { TaxCodeSelect } from '../tax-code-select.tsx';
import { lineWithCode } from './line-changes.ts';
import type { LineView } from './line-view.ts';
import styles from './lines-section.module.css';

/** The tax code of one line outside the US, and its source. */
export function LineTax({ view }: { view: LineView }) {
  const { getValues, setValue } = useFormContext<DraftContent>();
  const line = `lines.${view.index}` as const;
  return (
    <Field
      label={m.drafts_line_tax()}
      error={view.errors.taxCodeId}
      help={view.taxHelp ?? undefined}
      className={styles.tax}
    >
      {(control) => (
        <TaxCodeSelect
          control={control}
          path={`${line}.taxCodeId`}
          none={m.drafts_line_tax_choose()}
          pick={(id) => setValue(line, lineWithCode(getValues(line), id), { shouldDirty: true })}
        />
      )}
    </Field>
  );
}
