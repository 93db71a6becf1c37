import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useController } from 'react-hook-form';
import { m } from '../messages/compiled/messages.js';
import { Options } from '../ui/controls/options.tsx';
import { type ControlProps, Select } from '../ui/fields/field.tsx';
import { useOpenDraft } from './draft-form-context.ts';

type TaxCodeSelectProps = {
  control: ControlProps;
  path: 'details.salesTaxCodeId' | `lines.${number}.taxCodeId`;
  /** What it says while none is chosen. */
  none: string;
  /** Takes the choice instead of the field at `path`. */
  pick?: (id: string | null) => void;
};

/** One of the tax codes of the books; a chosen one that they no longer have stays, and is called gone. */
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
