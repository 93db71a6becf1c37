import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { focusField } from '../../ui/focus/focus-field.ts';
import { emptyLine } from './line-changes.ts';
import { neighbour } from './reorder.ts';

/** Actions on the lines; stable functions while the form is open. */
export type LineActions = {
  add: () => void;
  remove: (index: number) => void;
  moveTo: (from: number, to: number) => void;
  moveBy: (index: number, step: -1 | 1) => void;
  /** Enter: focuses the same field of the next line, or adds a line after the last. */
  onward: (index: number, field: string) => void;
};

/** Name of the focused field of a line, `quantity`; null elsewhere. */
const focusedPart = (): string | null =>
  document.activeElement
    ?.closest<HTMLElement>('[data-path^="lines."]')
    ?.dataset.path?.split('.')
    .slice(2)
    .join('.') ?? null;

/** The lines of the form with their actions, which keep the focus on the edited line. */
export const useLines = () => {
  const { control, getValues } = useFormContext<DraftContent>();
  const [said, setSaid] = useState('');
  const { fields, append, remove, move } = useFieldArray({
    control,
    name: 'lines',
    keyName: 'rowId',
  });

  const actions = useMemo((): LineActions => {
    const count = () => getValues('lines').length;
    const add = () => {
      const at = count();
      flushSync(() => append(emptyLine(crypto.randomUUID()), { shouldFocus: false }));
      focusField(`lines.${at}.item`);
    };
    const moveTo = (from: number, to: number) =>
      flushSync(() => {
        move(from, to);
        setSaid(m.drafts_line_moved({ place: to + 1, count: count() }));
      });
    return {
      add,
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
          remove(index);
          setSaid(m.drafts_line_removed({ number: index + 1 }));
        });
        const last = count() - 1;
        focusField(last >= 0 ? `lines.${Math.min(index, last)}.remove` : 'lines');
      },
      onward(index, field) {
        if (index + 1 < count()) focusField(`lines.${index + 1}.${field}`);
        else add();
      },
    };
  }, [append, remove, move, getValues]);

  return { fields, said, actions };
};
