import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useController } from 'react-hook-form';
import { Field, Select } from '../../ui/field.tsx';
import { m } from '../../words/compiled/messages.js';
import type { LineView } from './line-view.ts';

/** The tax code of one line, outside the US. */
export function LineTax({ view }: { view: LineView }) {
  const path = `lines.${view.index}.taxCodeId` as const;
  const { field } = useController<DraftContent, typeof path>({ name: path });
  const { taxCodes } = view.opened.books;
  const gone = field.value !== null && !taxCodes.some(({ id }) => id === field.value);
  return (
    <Field label={m.drafts_line_tax()} error={view.errors.taxCodeId}>
      {(control) => (
        <Select
          {...control}
          data-path={path}
          value={field.value ?? ''}
          onChange={(event) => field.onChange(event.target.value || null)}
        >
          <option value="">{m.drafts_line_tax_choose()}</option>
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
