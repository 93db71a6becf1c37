import { inputLimits } from '@dealbill/server/shared/checks/input-limits';
import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { CrossIcon } from '../ui/controls/icons.tsx';
import { Field, Input } from '../ui/fields/field.tsx';
import { usePages } from '../ui/pickers/use-pages.ts';
import { ItemChoice } from './item-choice.tsx';
import { itemSearch } from './item-search.ts';
import styles from './items-dialog.module.css';

type ItemsDialogProps = {
  context: InvoiceContext;
  /** Currency of the prices; null when unknown. */
  homeCurrency: string | null;
  /** Called with the marked items in the order of marking. The caller removes the dialog. */
  add: (items: ItemRow[]) => void;
  close: () => void;
};

const nearEndPx = 120;
const searchField = '[type="search"]';

/**
 * Marks several items in one search and hands them over together. In the list the arrow keys move,
 * Space and Enter mark; marked items stay marked while another text is searched.
 */
export function ItemsDialog({ context, homeCurrency, add, close }: ItemsDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const title = useId();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState<ItemRow[]>([]);
  const [at, setAt] = useState(0);
  const found = usePages(itemSearch(context), text, true);
  const { rows } = found;
  const isMarked = (item: ItemRow) => marked.some(({ id }) => id === item.id);
  const toggle = (item: ItemRow) =>
    setMarked((before) =>
      before.some(({ id }) => id === item.id)
        ? before.filter(({ id }) => id !== item.id)
        : [...before, item],
    );

  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLInputElement>(searchField)?.focus();
  }, []);

  const focusRow = (index: number) => {
    const boxes = list.current?.querySelectorAll<HTMLInputElement>('input') ?? [];
    const to = Math.max(0, Math.min(index, boxes.length - 1));
    boxes[to]?.focus();
    if (to >= rows.length - 1) found.more();
  };
  const search = () => dialog.current?.querySelector<HTMLInputElement>(searchField)?.focus();

  const onKeyDown = (event: KeyboardEvent, index: number, item: ItemRow) => {
    const to = targetOf(event.key, index, rows.length);
    if (event.key === 'Enter') toggle(item);
    else if (to === null) return;
    else if (to < 0) search();
    else focusRow(to);
    event.preventDefault();
  };

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={title} onClose={close}>
      <div className={styles.content}>
        <header className={styles.header}>
          <h2 id={title}>{m.items_dialog_title()}</h2>
          <Button
            variant="quiet"
            square
            aria-label={m.items_dialog_close()}
            onClick={() => dialog.current?.close()}
          >
            <CrossIcon />
          </Button>
        </header>
        <Field label={m.items_dialog_search()} help={m.items_dialog_keys()}>
          {(control) => (
            <Input
              {...control}
              type="search"
              maxLength={inputLimits.search}
              value={text}
              onChange={({ target }) => {
                setText(target.value);
                setAt(0);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
                event.preventDefault();
                focusRow(0);
              }}
            />
          )}
        </Field>
        <ul
          ref={list}
          className={styles.list}
          aria-label={m.items_dialog_title()}
          aria-busy={found.busy || undefined}
          onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
            if (scrollHeight - scrollTop - clientHeight < nearEndPx) found.more();
          }}
        >
          {rows.map((item, index) => (
            <li key={item.id}>
              <label className={styles.row}>
                <input
                  type="checkbox"
                  checked={isMarked(item)}
                  // One stop for the Tab key; the arrow keys move inside the list.
                  tabIndex={index === Math.min(at, rows.length - 1) ? 0 : -1}
                  onFocus={() => setAt(index)}
                  onChange={() => toggle(item)}
                  onKeyDown={(event) => onKeyDown(event, index, item)}
                />
                <span className={styles.choice}>
                  <ItemChoice item={item} currency={homeCurrency} />
                </span>
              </label>
            </li>
          ))}
        </ul>
        <div role="status" className={styles.status}>
          <SearchStatus found={found} />
        </div>
        {marked.length > 0 ? (
          <ul className={styles.marked} aria-label={m.items_dialog_marked()}>
            {marked.map((item) => (
              <li key={item.id}>
                <button
                  type="button"
                  className={styles.chip}
                  aria-label={m.items_dialog_unmark({ name: item.name })}
                  onClick={() => {
                    toggle(item);
                    search();
                  }}
                >
                  {item.name}
                  <CrossIcon />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        <footer className={styles.footer}>
          <Button onClick={() => dialog.current?.close()}>{m.common_cancel()}</Button>
          <Button
            variant="primary"
            aria-disabled={marked.length === 0}
            onClick={() => marked.length > 0 && add(marked)}
          >
            {m.items_dialog_add({ count: marked.length })}
          </Button>
        </footer>
      </div>
    </dialog>
  );
}

/** The row that a key leads to, -1 for the search; null for other keys. */
const targetOf = (key: string, index: number, count: number): number | null => {
  const targets: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    Home: 0,
    End: count - 1,
  };
  return targets[key] ?? null;
};

type Found = Pick<ReturnType<typeof usePages>, 'rows' | 'busy' | 'error' | 'loadingMore' | 'retry'>;

function SearchStatus({ found }: { found: Found }) {
  const { rows, busy, error, loadingMore, retry } = found;
  if (error) {
    return (
      <>
        {messagesFor(asApiError(error).code).title}{' '}
        <Button onClick={() => void retry()}>{m.common_try_again()}</Button>
      </>
    );
  }
  if (loadingMore) return m.common_picker_loading_more();
  if (rows.length > 0) return null;
  return busy ? m.common_picker_searching() : m.common_picker_nothing();
}
