import type { FieldError } from '@dealbill/server/shared/error-body';
import { type FocusEvent, useCallback, useState } from 'react';
import { belongsTo } from './field-path.ts';
import { problemSentence } from './field-words.ts';

/**
 * Which fields may be marked as wrong: those the user has left, and all of them once *Create* was tried.
 * A form that opens full of red marks accuses people of what they have not done yet.
 */
export const useMarks = () => {
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const visit = useCallback(
    (path: string) =>
      setVisited((before) => (before.has(path) ? before : new Set(before).add(path))),
    [],
  );
  return {
    visit,
    markAll: () => setAll(true),
    /** For the form's `onBlur`: controls carry their path as `data-path`. */
    left: ({ target }: FocusEvent) => {
      const path = target.closest<HTMLElement>('[data-path]')?.dataset.path;
      if (path) visit(path);
    },
    /** What to say below a field: its first problem, once it may be marked. */
    sentence: (problems: FieldError[], field: string): string | undefined => {
      const found = problems.find(({ path }) => belongsTo(path, field));
      return found && (all || [...visited].some((path) => belongsTo(path, field)))
        ? problemSentence(found)
        : undefined;
    },
  };
};

export type Marks = ReturnType<typeof useMarks>;
