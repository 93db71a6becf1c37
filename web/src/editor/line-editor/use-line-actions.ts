import type { BundleRow } from '@dealbill/server/contract/items';
import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { m } from '../../messages/compiled/messages.js';
import { focusField } from '../../ui/focus/focus-field.ts';
import {
  type DocumentLine,
  emptyFeeLine,
  emptyLine,
  emptyTextLine,
  isEmptyLine,
} from '../document.ts';
import { useEditor } from '../editor-store.ts';
import { bundleLine, linkedLine } from './line-changes.ts';
import { neighbour } from './reorder.ts';

/** Actions on the lines; stable functions while the document is open. */
export type LineActions = {
  add: () => void;
  addText: () => void;
  addFee: () => void;
  addBundle: (bundle: BundleRow) => void;
  /** Adds a line for each item at the end, in the place of lines without any input. */
  addItems: (items: ItemRow[]) => void;
  remove: (index: number) => void;
  moveTo: (from: number, to: number) => void;
  moveBy: (index: number, step: -1 | 1) => void;
  /** Adds a line of the same content below. */
  copy: (index: number) => void;
  /**
   * Enter: focuses the same field of the next line that has it, else the next line, or adds a line after the last. Does not add a
   * second empty line.
   */
  onward: (index: number, field: string) => void;
  /**
   * Tab in the last field: adds a line after the last, and returns true. Leaving a line that a key
   * added and that is still empty removes it.
   */
  pastEnd: (index: number) => boolean;
};

/** Name of the focused field of a line, `quantity`; null elsewhere. */
const focusedPart = (): string | null =>
  document.activeElement
    ?.closest<HTMLElement>('[data-path^="lines."]')
    ?.dataset.path?.split('.')
    .slice(2)
    .join('.') ?? null;

/** Focuses the field of the first line from `next` that has it, else the first input of `next`. */
const focusOnward = (next: number, count: number, field: string): void => {
  for (let at = next; at < count; at += 1) {
    const path = `lines.${at}.${field}`;
    if (document.querySelector(`[data-path="${CSS.escape(path)}"]`)) {
      focusField(path);
      return;
    }
  }
  const inputs = [...document.querySelectorAll<HTMLElement>(`[data-path^="lines.${next}."]`)];
  const first = inputs.find((one) => one.matches('input, select, textarea'));
  focusField(first?.dataset.path ?? `lines.${next}.remove`);
};

/**
 * Adds, moves and removes lines, keeps the focus on the edited line, and says what happened.
 * `showAll` renders the lines that are not rendered yet.
 */
export const useLineActions = (showAll: () => void): { said: string; actions: LineActions } => {
  const { state, dispatch } = useEditor();
  const [said, setSaid] = useState('');
  const addedByKey = useRef<string | null>(null);

  const actions = useMemo((): LineActions => {
    const count = () => state.getState().document.lines.length;
    const addLine = (line: DocumentLine, field: string) => {
      const at = count();
      flushSync(() => {
        showAll();
        dispatch({ type: 'line_added', line });
      });
      focusField(`lines.${at}.${field}`);
    };
    const add = () => addLine(emptyLine(crypto.randomUUID()), 'item');
    const addByKey = () => {
      add();
      addedByKey.current = state.getState().document.lines.at(-1)?.key ?? null;
    };
    const moveTo = (from: number, to: number) =>
      flushSync(() => {
        dispatch({ type: 'line_moved', from, to });
        setSaid(m.editor_line_moved({ place: to + 1, count: count() }));
      });
    return {
      add,
      addText: () => addLine(emptyTextLine(crypto.randomUUID()), 'description'),
      addFee: () => addLine(emptyFeeLine(crypto.randomUUID()), 'item'),
      addBundle(row) {
        const { document, company } = state.getState();
        const line = bundleLine(emptyLine(crypto.randomUUID()), row, company, document.details);
        addLine(line, 'quantity');
      },
      addItems(items) {
        const { document, company } = state.getState();
        const currency = amountsCurrency(document.details);
        const lines = items.map((item) =>
          linkedLine(emptyLine(crypto.randomUUID()), item, company, currency),
        );
        const before = document.lines.filter((line) => !isEmptyLine(line)).length;
        flushSync(() => {
          showAll();
          dispatch({ type: 'lines_added', lines });
          setSaid(m.editor_items_added({ count: lines.length }));
        });
        focusField(`lines.${before}.quantity`);
      },
      moveTo,
      moveBy(index, step) {
        const to = neighbour(index, step, count());
        const part = focusedPart();
        if (to === null) return;
        moveTo(index, to);
        focusField(part ? `lines.${to}.${part}` : `lines.${to}`);
      },
      remove(index) {
        flushSync(() => {
          dispatch({ type: 'line_removed', index });
          setSaid(m.editor_line_removed({ number: index + 1 }));
        });
        const last = count() - 1;
        focusField(last >= 0 ? `lines.${Math.min(index, last)}.remove` : 'lines');
      },
      onward(index, field) {
        const line = state.getState().document.lines[index];
        if (index + 1 < count()) focusOnward(index + 1, count(), field);
        else if (line && isEmptyLine(line)) focusField(`lines.${index}.item`);
        else addByKey();
      },
      pastEnd(index) {
        const line = state.getState().document.lines[index];
        if (!line || index + 1 < count()) return false;
        if (!isEmptyLine(line)) {
          addByKey();
          return true;
        }
        if (line.key !== addedByKey.current) return false;
        flushSync(() => dispatch({ type: 'line_removed', index }));
        focusField('lines');
        return true;
      },
      copy(index) {
        const key = crypto.randomUUID();
        flushSync(() => {
          showAll();
          dispatch({ type: 'line_copied', index, key });
          setSaid(m.editor_line_copied({ number: index + 1 }));
        });
        focusField(`lines.${index + 1}.quantity`);
      },
    };
  }, [state, dispatch, showAll]);

  return { said, actions };
};
