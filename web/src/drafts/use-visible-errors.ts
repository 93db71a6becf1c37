import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { type FocusEvent, useCallback, useState } from 'react';
import { pathAndParents } from '../ui/fields/field-path.ts';

/**
 * Which fields may be marked as wrong: those the user has left, and all of them once *Create* was tried.
 * A form that opens full of red marks accuses people of what they have not done yet.
 */
export const useVisibleErrors = () => {
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
    /** For the form's `onBlur`: controls carry their path as `data-path`. A button is no field. */
    left: ({ target }: FocusEvent) => {
      if (target instanceof HTMLButtonElement) return;
      const path = target.closest<HTMLElement>('[data-path]')?.dataset.path;
      if (path) visit(path);
    },
    /** Those problems that may be shown at their fields; `always` names fields that nobody need have left. */
    shown: (problems: FieldError[], always: string[] = []): FieldError[] =>
      all
        ? problems
        : problems.filter(
            ({ path }) =>
              always.includes(path) || pathAndParents(path).some((part) => visited.has(part)),
          ),
  };
};
