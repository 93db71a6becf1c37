import { Field } from '../../ui/field.tsx';
import { m } from '../../words/compiled/messages.js';
import { TaxCodeSelect } from '../tax-code-select.tsx';
import type { LineView } from './line-view.ts';

/** The tax code of one line, outside the US. */
export function LineTax({ view }: { view: LineView }) {
  return (
    <Field label={m.drafts_line_tax()} error={view.errors.taxCodeId}>
      {(control) => (
        <TaxCodeSelect
          control={control}
          path={`lines.${view.index}.taxCodeId`}
          none={m.drafts_line_tax_choose()}
        />
      )}
    </Field>
  );
}
