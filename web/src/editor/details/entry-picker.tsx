import type { ListChoice } from '@dealbill/server/shared/contract/draft-content';
import type { ListEntry } from '@dealbill/server/shared/contract/invoice-fields';
import { useMemo } from 'react';
import { m } from '../../messages/compiled/messages.js';
import type { ControlProps } from '../../ui/fields/field.tsx';
import { GroupedPicker } from '../../ui/pickers/grouped-picker.tsx';
import { LightPicker } from '../../ui/pickers/light-picker.tsx';

type EntryPickerProps = {
  control: ControlProps;
  /** Path of the field, with which `focusField` finds the control. */
  path: string;
  value: ListChoice | undefined;
  /** All classes, or all locations. */
  entries: ListEntry[];
  /** Heading of the list. */
  heading: string;
  placeholder?: string | undefined;
  pick: (entry: ListEntry | null) => void;
};

/** Entries that the open list shows; typing finds the others. */
const mostShown = 100;

/** Chooses a class or location. Becomes a picker when it is pointed at or focused. */
export function EntryPicker(props: EntryPickerProps) {
  const { path, value, entries, heading, placeholder = m.editor_entry_none(), pick } = props;
  const control = { ...props.control, 'data-path': path };
  const groups = useMemo(() => [{ label: heading, items: entries }], [heading, entries]);
  const name = value && (entries.find(({ id }) => id === value.id)?.name ?? value.name);
  return (
    <LightPicker
      control={control}
      text={name ?? ''}
      placeholder={placeholder}
      clear={value ? () => pick(null) : null}
    >
      {(inputRef) => (
        <GroupedPicker<ListEntry>
          control={control}
          inputRef={inputRef}
          value={value && name !== undefined ? { id: value.id ?? '', name } : null}
          onPick={pick}
          groups={groups}
          keyOf={({ id }) => id}
          labelOf={({ name }) => name}
          placeholder={placeholder}
          most={mostShown}
          clearable={value !== undefined}
        />
      )}
    </LightPicker>
  );
}
