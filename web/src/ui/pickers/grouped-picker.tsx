import { Combobox } from '@base-ui/react/combobox';
import type { ReactNode, Ref } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { CheckIcon } from '../controls/icons.tsx';
import type { ControlProps } from '../fields/field.tsx';
import styles from './picker.module.css';
import { PickerInput } from './picker-input.tsx';

export type Group<Row> = { label: string; items: Row[] };

export type GroupedPickerProps<Row> = {
  control: ControlProps;
  value: Row | null;
  onPick: (row: Row | null) => void;
  groups: Group<Row>[];
  keyOf: (row: Row) => string;
  /** Text shown in the input and compared with what is typed. */
  labelOf: (row: Row) => string;
  children?: (row: Row) => ReactNode;
  placeholder?: string;
  clearable?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  /** Options that the open list shows at most; absent for all. */
  most?: number;
};

/** A text field that filters some hundred known options, grouped under headings. */
export function GroupedPicker<Row>(props: GroupedPickerProps<Row>) {
  const { keyOf, labelOf } = props;
  return (
    <Combobox.Root<Row>
      items={props.groups}
      value={props.value}
      onValueChange={props.onPick}
      itemToStringLabel={labelOf}
      isItemEqualToValue={(a, b) => keyOf(a) === keyOf(b)}
      autoHighlight
      limit={props.most ?? -1}
    >
      <PickerInput {...props} />
      <Combobox.Portal>
        <Combobox.Positioner className={styles.positioner} sideOffset={2} align="start">
          <Combobox.Popup className={styles.popup}>
            <Combobox.Empty className={styles.status}>{m.common_picker_nothing()}</Combobox.Empty>
            <Combobox.List className={styles.list}>
              {(group: Group<Row>) => (
                <Combobox.Group key={group.label} items={group.items}>
                  <Combobox.GroupLabel className={styles.heading}>
                    {group.label}
                  </Combobox.GroupLabel>
                  <Combobox.Collection>
                    {(row: Row) => (
                      <Combobox.Item key={keyOf(row)} value={row} className={styles.item}>
                        <Combobox.ItemIndicator className={styles.indicator}>
                          <CheckIcon />
                        </Combobox.ItemIndicator>
                        <div className={styles.row}>{props.children?.(row) ?? labelOf(row)}</div>
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
