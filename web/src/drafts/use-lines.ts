import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { type Control, useFieldArray } from 'react-hook-form';
import { m } from '../words/compiled/messages.js';
import { focusField } from './focus-field.ts';
import { emptyLine } from './line-changes.ts';
import { neighbour } from './reorder.ts';

/** The field of a line that has the focus, `quantity`; null elsewhere. */
const focusedPart = (): string | null =>
  document.activeElement
    ?.closest<HTMLElement>('[data-path^="lines."]')
    ?.dataset.path?.split('.')
    .slice(2)
    .join('.') ?? null;

/** The lines of the form and what one can do with them; the focus stays with what the user works on. */
export const useLines = (control: Control<DraftContent>) => {
  const { fields, append, remove, move } = useFieldArray({
    control,
    name: 'lines',
    keyName: 'rowId',
  });
  const [said, setSaid] = useState('');

  const moveTo = (from: number, to: number) => {
    flushSync(() => {
      move(from, to);
      setSaid(m.drafts_line_moved({ place: to + 1, count: fields.length }));
    });
  };

  const add = () => {
    const at = fields.length;
    flushSync(() => append(emptyLine(crypto.randomUUID()), { shouldFocus: false }));
    focusField(`lines.${at}.item`);
  };

  return {
    fields,
    said,
    add,
    moveTo,
    moveBy: (index: number, step: -1 | 1) => {
      const to = neighbour(index, step, fields.length);
      const part = focusedPart();
      if (to === null) return;
      moveTo(index, to);
      focusField(part ? `lines.${to}.${part}` : `lines.${to}`);
    },
    remove: (index: number) => {
      flushSync(() => {
        remove(index);
        setSaid(m.drafts_line_removed({ number: index + 1 }));
      });
      const rest = fields.length - 1;
      focusField(rest > 0 ? `lines.${Math.min(index, rest - 1)}.remove` : 'lines');
    },
    /** Enter: the same field of the next line, or a new line after the last. */
    onward: (index: number, field: string) => {
      if (index + 1 < fields.length) focusField(`lines.${index + 1}.${field}`);
      else add();
    },
  };
};
