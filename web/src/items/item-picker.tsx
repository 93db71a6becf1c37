import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import type { InvoiceContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import type { ControlProps } from '../ui/fields/field.tsx';
import { LightPicker } from '../ui/pickers/light-picker.tsx';
import { Picker } from '../ui/pickers/picker.tsx';
import { ItemChoice } from './item-choice.tsx';
import { itemSearch } from './item-search.ts';

/** The properties of an item that a line stores. */
type Chosen = { id: string | null; name: string; taxable?: boolean | null };

type ItemPickerProps = {
  control: ControlProps;
  /** Context in which the user searches; the server checks that it is visible. */
  context: InvoiceContext;
  value: Chosen | null;
  onPick: (item: ItemRow | null) => void;
  /** Currency of the prices; null when unknown. */
  homeCurrency: string | null;
  /** Path of the field, with which `focusField` finds the control. */
  path: string;
  /** The item can be replaced, not removed. */
  isRequired?: boolean;
  /** Offers to create an item of the typed name. */
  create?: (name: string) => void;
};

const rowOf = (item: Chosen | null): ItemRow | null =>
  item && {
    taxable: null,
    ...item,
    id: item.id ?? '',
    sku: null,
    description: null,
    unitPrice: null,
    taxCodeId: null,
  };

const newItemLabel = (name: string): string => m.items_new_option({ name });

/**
 * Searches all sellable products and services by a part of the name or SKU. Becomes a picker when
 * it is pointed at or focused.
 */
export function ItemPicker(props: ItemPickerProps) {
  const { control, context, value, homeCurrency, path } = props;
  const isClearable = value !== null && !props.isRequired;
  const input = {
    control: { ...control, 'data-path': path },
    placeholder: m.common_choose_from_quickbooks(),
  };
  return (
    <LightPicker
      {...input}
      text={value?.name ?? ''}
      clear={isClearable ? () => props.onPick(null) : null}
    >
      {(inputRef) => (
        <Picker<ItemRow>
          {...input}
          clearable={isClearable}
          inputRef={inputRef}
          value={rowOf(value)}
          onPick={props.onPick}
          search={itemSearch(context)}
          keyOf={({ id }) => id}
          labelOf={({ name }) => name}
          create={props.create && { pick: props.create, labelOf: newItemLabel }}
        >
          {(item) => <ItemChoice item={item} currency={homeCurrency} />}
        </Picker>
      )}
    </LightPicker>
  );
}
