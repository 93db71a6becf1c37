import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useController } from 'react-hook-form';
import { m } from '../messages/compiled/messages.js';
import { Options } from '../ui/controls/options.tsx';
import { type ControlProps, Select } from '../ui/fields/field.tsx';
import { useOpenDraft } from './draft-form-context.ts';

type TaxCodeSelectProps = {
  control: ControlProps;
  path: 'details.salesTaxCodeId' | `lines.${number}.taxCodeId`;
  /** Label of the empty option. */
  none: string;
  /** Called instead of setting the field at `path`. */
  pick?: (id: string | null) => void;
};

/**
 * Selects a tax code of the company. A selected code that no longer exists stays as an option and
 * is marked.
 */
export function TaxCodeSelect({ control, path, none, pick }: TaxCodeSelectProps) {
  const { taxCodes } = useOpenDraft().opened.profile;
  const { field } = useController<DraftContent, typeof path>({ name: path });
  return (
    <Select
      {...control}
      data-path={path}
      value={field.value ?? ''}
      onChange={({ target }) => (pick ?? field.onChange)(target.value || null)}
    >
      <option value="">{none}</option>
      <Options of={taxCodes} chosen={field.value ?? ''} gone={m.drafts_line_tax_gone()} />
    </Select>
  );
}
