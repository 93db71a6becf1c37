import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { type FocusEvent, useCallback, useState } from 'react';
import { pathAndParents } from '../ui/fields/field-path.ts';

/**
 * Decides which fields show problems: those the user has left, and all of them after *Create* was
 * tried. A new form full of errors would be discouraging.
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
    /**
     * Handler of the form's `onBlur`. Controls have their path in `data-path`; buttons do not
     * count.
     */
    left: ({ target }: FocusEvent) => {
      if (target instanceof HTMLButtonElement) return;
      const path = target.closest<HTMLElement>('[data-path]')?.dataset.path;
      if (path) visit(path);
    },
    /** Problems to show at their fields; `always` names fields that need not have been left. */
    shown: (problems: FieldError[], always: string[] = []): FieldError[] =>
      all
        ? problems
        : problems.filter(
            ({ path }) =>
              always.includes(path) || pathAndParents(path).some((part) => visited.has(part)),
          ),
  };
};
