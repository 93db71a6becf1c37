import { Combobox } from '@base-ui/react/combobox';
import { type ReactNode, type Ref, useState } from 'react';
import { asApiError } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { CheckIcon, PlusIcon } from '../controls/icons.tsx';
import type { ControlProps } from '../fields/field.tsx';
import styles from './picker.module.css';
import { PickerInput } from './picker-input.tsx';
import { type Search, usePages } from './use-pages.ts';

export type PickerProps<Row> = {
  /** From `Field`: ties label, help and error to the input. */
  control: ControlProps;
  value: Row | null;
  onPick: (row: Row | null) => void;
  search: Search<Row>;
  keyOf: (row: Row) => string;
  labelOf: (row: Row) => string;
  /** Renders a row of the list; its label by default. */
  children?: (row: Row) => ReactNode;
  placeholder?: string;
  /** Shown when nothing matches. */
  nothing?: ReactNode;
  /** Offers to create a row of the typed text, behind the rows that were found. */
  create?: { pick: (text: string) => void; labelOf: (text: string) => string } | undefined;
  clearable?: boolean;
  disabled?: boolean;
  inputRef?: Ref<HTMLInputElement>;
};

/** The last entry of the list, which creates a row. */
type Creation = { create: string };

const nearEndPx = 120;
const creationKey = 'create';

/** A text field that searches on the server and loads further pages while the list is scrolled. */
export function Picker<Row>(props: PickerProps<Row>) {
  const { value, create } = props;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const found = usePages(props.search, text, open);
  // Enter must not select a result of the previous search.
  const wanted = text.trim().toLocaleLowerCase();
  const fits = (row: Row) => props.labelOf(row).toLocaleLowerCase().includes(wanted);
  const pages = found.stale ? { ...found, rows: found.rows.filter(fits) } : found;
  const isNamed = (row: Row) => props.labelOf(row).toLocaleLowerCase() === wanted;
  const mayCreate = create && wanted !== '' && !pages.busy && !pages.rows.some(isNamed);
  const creation: Creation | null = mayCreate ? { create: text.trim() } : null;
  // The object of the list tells which entry it is.
  const isCreation = (entry: Row | Creation): entry is Creation => entry === creation;
  const keyOf = (entry: Row | Creation) => (isCreation(entry) ? creationKey : props.keyOf(entry));
  const labelOf = (entry: Row | Creation) =>
    isCreation(entry) ? (create?.labelOf(entry.create) ?? '') : props.labelOf(entry);
  const isLast = (entry: Row | Creation | undefined) =>
    entry !== undefined && keyOf(entry) === keyOf(pages.rows.at(-1) ?? entry);
  return (
    <Combobox.Root<Row | Creation>
      items={creation ? [...pages.rows, creation] : pages.rows}
      filter={null}
      value={value}
      onValueChange={(entry) => {
        if (entry === null || !isCreation(entry)) return props.onPick(entry);
        setOpen(false);
        create?.pick(entry.create);
      }}
      itemToStringLabel={labelOf}
      isItemEqualToValue={(a, b) => keyOf(a) === keyOf(b)}
      autoHighlight
      disabled={props.disabled}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        // Opening by typing must keep the typed text.
        if (!next) setText('');
      }}
      onInputValueChange={(typed, { reason }) => {
        if (reason === 'input-change') setText(typed);
      }}
      onItemHighlighted={(row, { reason }) => {
        if (reason === 'keyboard' && isLast(row)) pages.more();
      }}
    >
      <PickerInput {...props} />
      <Combobox.Portal>
        <Combobox.Positioner className={styles.positioner} sideOffset={2} align="start">
          <Combobox.Popup className={styles.popup} aria-busy={pages.busy || undefined}>
            <Combobox.Status className={styles.status}>
              {statusOf(pages, props.nothing)}
            </Combobox.Status>
            <Combobox.List
              className={styles.list}
              onScroll={({ currentTarget: list }) => {
                const left = list.scrollHeight - list.scrollTop - list.clientHeight;
                if (left < nearEndPx) pages.more();
              }}
            >
              {(entry: Row | Creation) => (
                <Combobox.Item key={keyOf(entry)} value={entry} className={styles.item}>
                  {isCreation(entry) ? (
                    <span className={styles.indicator}>
                      <PlusIcon />
                    </span>
                  ) : (
                    <Combobox.ItemIndicator className={styles.indicator}>
                      <CheckIcon />
                    </Combobox.ItemIndicator>
                  )}
                  <div className={styles.row}>
                    {(isCreation(entry) ? null : props.children?.(entry)) ?? labelOf(entry)}
                  </div>
                </Combobox.Item>
              )}
            </Combobox.List>
            {pages.loadingMore ? (
              <p className={styles.status}>{m.common_picker_loading_more()}</p>
            ) : null}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

type Pages = { rows: unknown[]; busy: boolean; error: Error | null; retry: () => void };

const statusOf = ({ rows, busy, error, retry }: Pages, nothing: ReactNode): ReactNode => {
  if (error) {
    return (
      <>
        {messagesFor(asApiError(error).code).title}{' '}
        <button type="button" className={styles.retry} onClick={retry}>
          {m.common_try_again()}
        </button>
      </>
    );
  }
  if (rows.length > 0) return null;
  return busy ? m.common_picker_searching() : (nothing ?? m.common_picker_nothing());
};
