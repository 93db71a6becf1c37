import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useController } from 'react-hook-form';
import { type ControlProps, Select } from '../ui/field.tsx';
import { Options } from '../ui/options.tsx';
import { m } from '../words/compiled/messages.js';
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
  const { taxCodes } = useOpenDraft().opened.books;
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
