import { m } from '../messages/compiled/messages.js';
import { Options } from '../ui/controls/options.tsx';
import { type ControlProps, Select } from '../ui/fields/field.tsx';
import { useEdited } from './editor-store.ts';

type TaxCodeSelectProps = {
  control: ControlProps;
  /** Path with which `focusField` finds the control. */
  path: string;
  value: string | null;
  /** Label of the empty option. */
  none: string;
  choose: (id: string | null) => void;
};

/**
 * Selects a tax code of the company. A selected code that no longer exists stays as an option and
 * is marked.
 */
export function TaxCodeSelect({ control, path, value, none, choose }: TaxCodeSelectProps) {
  const taxCodes = useEdited(({ company }) => company.taxCodes);
  const chosen = value ?? '';
  return (
    <Select
      {...control}
      data-path={path}
      value={chosen}
      onChange={({ target }) => choose(target.value || null)}
    >
      <option value="">{none}</option>
      <Options of={taxCodes} chosen={chosen} gone={m.editor_line_tax_gone()} />
    </Select>
  );
}
