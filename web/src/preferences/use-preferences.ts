import type { MappedField, SavedPreferences } from '@dealbill/server/contract/preferences';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { type Shown, shownPreferences } from './queries.ts';
import { type TypedTerm, termOf, typedTerm } from './typed-term.ts';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The preferences as they stand on the page, begun with what was saved or else suggested. */
export const usePreferences = (shown: Shown) => {
  const queryClient = useQueryClient();
  const begun = shown.saved ?? shown.suggested;
  const [mapping, setMapping] = useState(begun.mapping);
  const [term, setTerm] = useState<TypedTerm>(() => typedTerm(begun.term));
  const rule = termOf(term);
  const current: SavedPreferences | null = rule && { mapping, term: rule };

  const saving = useMutation({
    mutationFn: (preferences: SavedPreferences) => api.preferences.save(preferences),
    onSuccess: ({ savedAt }, saved) => {
      queryClient.setQueryData(shownPreferences.queryKey, (before) =>
        before ? { ...before, saved, savedAt, savedBy: null } : before,
      );
    },
  });

  return {
    mapping,
    setSource: (field: MappedField, source: SavedPreferences['mapping']['to']) =>
      setMapping((before) => ({ ...before, [field]: source })),
    term,
    setTerm,
    changed: !same(current, shown.saved),
    /** Null while something typed cannot be saved. */
    current,
    save: () => {
      if (current) saving.mutate(current);
    },
    saving,
  };
};
